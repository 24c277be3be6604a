/** `npm run --silent price -- FILE.json|-`: the process around the program. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { priceProgram } from './price-program.ts';

// npm runs scripts in the project's folder; paths are meant from where the command was given.
const from = process.env['INIT_CWD'] ?? process.cwd();
const STANDARD_INPUT = 0;

process.exitCode = priceProgram(process.argv.slice(2), {
  read(file) {
    if (file === '-') return readFileSync(STANDARD_INPUT, 'utf8');
    const there = path.resolve(from, file);
    return readFileSync(existsSync(there) ? there : path.resolve(file), 'utf8');
  },
  write: (text) => process.stdout.write(text),
  complain: (line) => process.stderr.write(`${line}\n`),
});
