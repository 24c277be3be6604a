/** `npm run schema` */
import { writeFile } from 'node:fs/promises';
import { SCHEMA_FILE, scenarioSchema } from './scenario-schema.ts';

await writeFile(SCHEMA_FILE, scenarioSchema());
