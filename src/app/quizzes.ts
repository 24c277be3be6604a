/** The quizzes by id; they are checked by the content tests. */
import type { Quiz } from '../study/question.ts';

const files = import.meta.glob<Quiz>('../../content/quizzes/*.json', { eager: true, import: 'default' });

export const quizzes: readonly Quiz[] = Object.values(files);

export function quizById(id: string): Quiz | undefined {
  return quizzes.find((quiz) => quiz.id === id);
}
