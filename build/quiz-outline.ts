import type { Plugin } from 'vite';
import { excerpt } from './excerpt.ts';

/** `import outline from './cold-starts.json?outline'` gives a quiz's title and the ids of its questions without the questions. */
export function quizOutline(): Plugin {
  return excerpt({ name: 'quiz-outline', ending: '.json', query: '?outline', take: outlineOf });
}

/** What src/app/catalogue.ts says is known of a quiz without its questions. */
function outlineOf(text: string): unknown {
  const { id, title, lesson, questions } = JSON.parse(text) as {
    id: string;
    title: string;
    lesson: string;
    questions: { id: string }[];
  };
  return { id, title, lesson, questions: questions.map((question) => question.id) };
}
