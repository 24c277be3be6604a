/** `npm run check:content`: prints what is wrong with the content; exit code 1 if anything is. */
import { checkContent } from './content-problems.ts';

const { problems, notes, summary } = checkContent(process.cwd());
for (const note of notes) console.log(`note: ${note}`);
for (const problem of problems) console.error(problem);
console.log(`content: ${summary}`);
if (problems.length > 0) {
  console.error(`${problems.length} problems in the content`);
  process.exitCode = 1;
}
