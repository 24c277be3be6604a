/** Title, description and source modules of the page at an address. */
import { lessonMeta, lessonIds } from './catalogue.ts';
import { scenarioCard } from './scenario-cards.ts';
import { exampleText } from './example-text.ts';
import { metaOf, PAGES, type PageMeta } from './pages.ts';

interface PathMeta extends PageMeta {
  /** Source modules that are loaded for this page: their chunks are fetched early. */
  readonly modules: readonly string[];
}

/** What a window's title and a search result say of an address, without the base path. */
export function metaForPath(path: string): PathMeta {
  const [, room = '', id = ''] = path.split('/');
  if (room === 'learn' && id !== '' && lessonIds.includes(id)) {
    const lesson = lessonMeta(id);
    return {
      ...metaOf(lesson.title, lesson.description),
      modules: ['src/app/Lesson.tsx', 'src/app/lesson-files.ts', `content/lessons/${id}.mdx`],
    };
  }
  if (room === 'lab' && id === 'own') return { ...PAGES.own, modules: ['src/app/OwnLab.tsx'] };
  const scenario = room === 'lab' && id !== '' ? scenarioCard(id) : undefined;
  if (scenario)
    return {
      ...metaOf(exampleText(scenario.title), exampleText(scenario.question)),
      modules: ['src/app/Lab.tsx', 'src/app/scenario-files.ts', `content/scenarios/${id}.json`],
    };
  if (room === 'limits' && id === 'timeline')
    return { ...PAGES.timeline, modules: ['src/app/LimitsTimeline.tsx'] };
  if (room === 'limits' && id === 'check') return { ...PAGES.check, modules: ['src/app/Check.tsx'] };
  if (id !== '') return { ...PAGES.missing, modules: [] };
  switch (room) {
    case '':
      return { ...PAGES.home, modules: ['src/app/Home.tsx'] };
    case 'learn':
      return { ...PAGES.learn, modules: ['src/app/Learn.tsx'] };
    case 'lab':
      return { ...PAGES.lab, modules: ['src/app/LabIndex.tsx'] };
    case 'limits':
      return { ...PAGES.limits, modules: ['src/app/Limits.tsx'] };
    case 'pricing':
      return { ...PAGES.pricing, modules: ['src/app/Pricing.tsx'] };
    case 'sources':
      return { ...PAGES.sources, modules: ['src/app/Sources.tsx'] };
    case 'glossary':
      return { ...PAGES.glossary, modules: ['src/app/Glossary.tsx'] };
    default:
      return { ...PAGES.missing, modules: [] };
  }
}
