/** What was noted of the facts and what the source notes said: fetched when somebody searches. */
import notes from 'virtual:fact-notes';
import type { Notes } from './fact-search.ts';

export const factNotes: Notes = notes;
