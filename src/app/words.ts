/** The words people read about a run: checked by the content tests. */
import content from '../../content/words.json';
import type { Words } from '../sim/words.ts';

export const words: Words = content;
