/** The day the facts were last checked: a constant of the content, never the clock. */
import date from '../../content/content-date.json';

export const TODAY: string = date.today;
