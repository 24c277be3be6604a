/** Rules about what is deployed: packages, layers, images, environment variables. */
import {
  leftOut,
  noFact,
  notGiven,
  notYet,
  ok,
  quantity,
  refused,
  suggest,
  unknown,
  warning,
  within,
  type Rule,
} from './check-rule.ts';
import { formatNumber, formatQuantity } from './format-value.ts';

/** AWS's kilobyte has this many bytes: its own messages count 4 KB as 4,096 and 250 MB as 262,144,000. */
export const BYTES_IN_KB = 1024;

const zipped: Rule = {
  id: 'package-zip',
  group: 'package',
  title: 'Package, zipped',
  inputs: ['zipMb', 'upload'],
  check({ zipMb, upload, package: kind }, read) {
    if (kind === 'image') return null;
    if (zipMb === undefined) return notGiven('The zipped size is not given.');
    const max = read.number('package-zip');
    if (upload === 's3') return ok('Through S3, only the unzipped size is limited.');
    if (max === undefined) return noFact('how large a package may be');
    if (upload === undefined && zipMb > max) {
      return warning(
        `${quantity('zipMb', zipMb)} is more than ${quantity('zipMb', max)}, the most that can be uploaded directly: it has to go through S3.`,
        { field: 'upload', text: 's3', label: 'through S3', act: 'Upload through S3' },
      );
    }
    if (zipMb > max) {
      return refused(
        `${quantity('zipMb', zipMb)} is more than ${quantity('zipMb', max)}, the most that can be uploaded directly. Through S3 it can.`,
        { field: 'upload', text: 's3', label: 'through S3', act: 'Upload through S3' },
      );
    }
    return within('zipMb', zipMb, { max });
  },
};

const inConsole: Rule = {
  id: 'package-console',
  group: 'package',
  title: 'Package in the console’s editor',
  inputs: ['zipMb', 'upload'],
  check({ zipMb, upload, package: kind }, read) {
    if (upload !== 'console' || kind === 'image') return null;
    const max = read.number('package-console');
    if (zipMb === undefined) return notGiven('The zipped size is not given.');
    if (max === undefined) return noFact('what the console takes');
    return within('zipMb', zipMb, { max, because: ' in the console' });
  },
};

const unzipped: Rule = {
  id: 'package-unzipped',
  group: 'package',
  title: 'Package and layers, unzipped',
  inputs: ['unzippedMb', 'layersMb'],
  check({ unzippedMb, layersMb, layers, package: kind }, read) {
    if (kind === 'image') return null;
    const max = read.number('package-unzipped');
    if (unzippedMb === undefined) return notGiven('The unzipped size is not given.');
    if (max === undefined) return noFact('how large a package may be');
    if (layers !== undefined && layers > 0 && layersMb === undefined && unzippedMb <= max) {
      return unknown(
        `The code takes ${quantity('unzippedMb', unzippedMb)} of ${quantity('unzippedMb', max)}; the layers count too, and their size is not given.`,
      );
    }
    const together = unzippedMb + (layersMb ?? 0);
    if (together > max) {
      const left = max - (layersMb ?? 0);
      const parts = layersMb === undefined ? '' : ' with its layers';
      const reason = `${quantity('unzippedMb', together)}${parts} is more than ${quantity('unzippedMb', max)}, the most allowed.`;
      return refused(
        reason,
        left >= 0 ? suggest('unzippedMb', left) : suggest('layersMb', max - Math.min(unzippedMb, max)),
      );
    }
    return ok(
      `${quantity('unzippedMb', together)} is within ${quantity('unzippedMb', max)}, layers counted.`,
    );
  },
};

const layers: Rule = {
  id: 'layers',
  group: 'package',
  title: 'Layers',
  inputs: ['layers'],
  check({ layers: given }, read) {
    if (given === undefined) return notGiven('Not given.');
    if (given === 0) return ok('It has none.');
    const absent = notYet(read, 'layers-per-function', 'Layers', suggest('layers', 0));
    if (absent) return absent;
    const max = read.number('layers-per-function');
    return max === undefined
      ? noFact('how many layers a function may have')
      : within('layers', given, { min: 0, max });
  },
};

const image: Rule = {
  id: 'container-image',
  group: 'package',
  title: 'Container image',
  inputs: ['imageGb', 'package'],
  check({ imageGb, package: kind }, read) {
    if (kind === 'zip' || (kind === undefined && imageGb === undefined)) return null;
    const absent = notYet(
      read,
      'container-image',
      'Functions from container images',
      suggest('package', 'zip'),
    );
    if (absent) return absent;
    if (imageGb === undefined) return notGiven('The size of the image is not given.');
    const max = read.number('container-image');
    return max === undefined
      ? noFact('how large an image may be')
      : within('imageGb', imageGb, { min: 0, max });
  },
};

const envSize: Rule = {
  id: 'env-size',
  group: 'environment',
  title: 'Environment variables, size',
  inputs: ['envBytes', 'envNames'],
  check({ envBytes, envNames }, read) {
    if (envBytes === undefined) return notGiven(envNames ? 'Their size is not given.' : 'Not given.');
    if (envBytes === 0) return ok('There are none.');
    const absent = notYet(read, 'env-vars-size', 'Environment variables', suggest('envBytes', 0));
    if (absent) return absent;
    const max = read.number('env-vars-size');
    if (max === undefined) return noFact('how much environment variables may take');
    return within('envBytes', envBytes, {
      max: max * BYTES_IN_KB,
      because: ` (${formatQuantity(max, 'KB')})`,
    });
  },
};

const envNames: Rule = {
  id: 'env-names',
  group: 'environment',
  title: 'Environment variables, names',
  inputs: ['envNames'],
  check({ envNames: given }, read) {
    if (given === undefined) return notGiven('Not given.');
    if (given.length === 0) return ok('There are none.');
    const absent = notYet(read, 'env-vars-size', 'Environment variables', leftOut('envNames'));
    if (absent) return absent;
    const reserved = read.words('env-vars-names', 'reserved');
    const least = read.number('env-vars-names', 'least');
    if (reserved.length === 0 || least === undefined) return noFact('which names are reserved');
    const taken = given.filter((name) => reserved.includes(name));
    const bad = given.filter(
      (name) => !reserved.includes(name) && (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name) || name.length < least),
    );
    const kept = given.filter((name) => !taken.includes(name) && !bad.includes(name));
    const nearest = {
      field: 'envNames',
      text: kept.join(', '),
      label: kept.length === 0 ? 'none' : kept.join(', '),
      act: kept.length === 0 ? 'Set none' : 'Keep the others only',
    } as const;
    if (taken.length > 0) {
      return refused(
        `${taken.join(', ')} ${taken.length === 1 ? 'is' : 'are'} set by Lambda and cannot be set by you.`,
        nearest,
      );
    }
    if (bad.length > 0) {
      return refused(
        `${bad.join(', ')}: a name begins with a letter, has letters, digits and underscores only, and at least ${formatNumber(least)} characters.`,
        nearest,
      );
    }
    return ok(
      `${given.length === 1 ? 'The name is' : `All ${formatNumber(given.length)} names are`} allowed.`,
    );
  },
};

export const PACKAGE_RULES: readonly Rule[] = [zipped, inConsole, unzipped, layers, image, envSize, envNames];
