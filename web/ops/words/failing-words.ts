/**
 * Why nothing newer is shown.
 *
 * @module
 */
import type { Failing } from '../poll/create-feed.ts';

export const failingWords: Readonly<Record<Failing, string>> = {
	unreachable: 'The API does not answer.',
	store: 'The store of the API does not answer it.',
	refused: 'The API refuses to answer.',
};
