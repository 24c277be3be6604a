// Says so plainly when Node is too old to run anything else here. Old syntax on purpose: it must run on the very
// versions it refuses.
var found = process.versions.node.split('.').map(Number);
var major = found[0] || 0;
var minor = found[1] || 0;
if (!((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24)) {
  console.error(
    'Lambdarium needs Node 20.19 or later, 22.12 or later, or 24 and up. This is Node ' +
      process.versions.node +
      '.\nInstall a current one from https://nodejs.org and try again.',
  );
  process.exit(1);
}
