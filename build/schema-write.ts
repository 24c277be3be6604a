/** `npm run schema` */
import { writeFile } from 'node:fs/promises';
import { SCHEMA_FILE, scenarioSchema } from './schema.ts';

await writeFile(SCHEMA_FILE, scenarioSchema());
