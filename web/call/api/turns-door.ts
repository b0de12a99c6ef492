import type { ReadTurns } from '../transcript/whole.ts';
import { read } from './answer.ts';

/**
 * Asks for the turns of the conversation, page by page.
 *
 * @param fetch the browser's
 */
export const makeReadTurns =
	(fetch: typeof globalThis.fetch): ReadTurns =>
	(before) =>
		read(fetch(`/api/conversation${before === undefined ? '' : `?before=${encodeURIComponent(before)}`}`));
