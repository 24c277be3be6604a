/** The quizzes with their questions, each loaded when it is asked for; they are checked by the content tests. */
import type { Quiz } from '../study/question.ts';

const files = import.meta.glob<Quiz>('../../content/quizzes/*.json', { import: 'default' });

/** A quiz by id: a file is named after it. Rejects when there is none or it cannot be fetched. */
export async function loadQuiz(id: string): Promise<Quiz> {
  const entry = Object.entries(files).find(([file]) => file.endsWith(`/${id}.json`));
  if (!entry) throw new Error(`There is no quiz ${id}.`);
  return await entry[1]();
}
