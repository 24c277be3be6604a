/** `npm run --silent price`: a month's usage in, its bill out, both as JSON. */
import { billOf } from '../cost/bill-of.ts';
import { readUsage } from '../cost/usage.ts';
import { allFacts, today } from './library.ts';

const PRICE_HELP = `Usage: npm run --silent price -- FILE.json
       npm run --silent price -- -          reads standard input

Prints the bill of a month's usage of AWS Lambda as JSON: components with quantity, what of it is free, unit
price and amount, the total, the date and Region, and the facts the prices are from. The input is what the
pricing page exports, for example:

  {"region": "us-east-1", "asOf": "today", "freeTier": true,
   "functions": [{"name": "api", "architecture": "arm64", "memoryMb": "1024",
                  "requests": {"per": "month", "count": "3M"}, "duration": {"kind": "mean", "ms": "120"}}]}

Amounts are exact; "printed" is to the cent, as AWS prints it. Exit code 2: the input is wrong, and each
message names its field.
`;

export interface PriceTerminal {
  /** A file's text; `-`: standard input. Throws when there is none. */
  read(file: string): string;
  write(text: string): void;
  complain(line: string): void;
}

const EXIT_ANSWERED = 0;
const EXIT_BAD_INPUT = 2;

/** Does what the arguments ask for. @returns the exit code */
export function priceProgram(args: readonly string[], terminal: PriceTerminal): 0 | 2 {
  const wrong = (...lines: string[]): typeof EXIT_BAD_INPUT => {
    for (const line of lines) terminal.complain(line);
    return EXIT_BAD_INPUT;
  };
  if (args.includes('--help') || args.includes('-h')) {
    terminal.write(PRICE_HELP);
    return EXIT_ANSWERED;
  }
  const [file, ...others] = args;
  if (file === undefined || others.length > 0 || (file !== '-' && file.startsWith('-')))
    return wrong(
      `found ${args.length === 0 ? 'nothing' : args.join(' ').slice(0, 80)}, expected one file, or - for standard input; --help says more`,
    );
  let text: string;
  try {
    text = terminal.read(file);
  } catch {
    return wrong(`${file}: cannot be read`);
  }
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (error) {
    return wrong(`${file}: is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const result = readUsage(input, today);
  if ('problems' in result)
    return wrong(...result.problems.map(({ path, message }) => `${path === '' ? file : path}: ${message}`));
  terminal.write(`${JSON.stringify(billOf(result.usage, allFacts()), null, 2)}\n`);
  return EXIT_ANSWERED;
}
