/**
 * zod, set up once for this room: no generated code (the page's Content-Security-Policy forbids it)
 * and messages in English (the mini build has none of its own).
 */
import * as z from 'zod/mini';

z.config({ ...z.locales.en(), jitless: true });

export { z };
