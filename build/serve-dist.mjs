/** Serves the built site for the end-to-end tests: `node build/serve-dist.mjs PORT`. */
import { fileURLToPath } from 'node:url';
import { serve } from './serve.mjs';

await serve({ dist: fileURLToPath(new URL('../dist', import.meta.url)), port: Number(process.argv[2]) });
