/**
 * A conversation as its visitor sees it.
 *
 * @module
 */
import type { ConversationView } from '../protocol/conversation.ts';
import { formatRoomName } from '../protocol/names.ts';
import type { Facts } from '../rooms/facts.ts';
import { storedFiles } from '../rooms/files.ts';
import { phase } from '../rooms/phase.ts';
import type { Policy } from '../rooms/policy.ts';
import type { Page } from '../store/port.ts';
import { readTurns } from './record.ts';

export interface Whose {
	readonly stage: string;
	readonly conversation: string;
}

export function viewOf(whose: Whose, facts: Facts, page: Page, now: number, policy: Policy): ConversationView {
	const current = phase(facts, now, policy);
	const open = current !== 'empty' && current !== 'closing';
	const files = storedFiles(facts);
	return {
		phase: current,
		room: open ? formatRoomName({ ...whose, generation: facts.generation }) : null,
		turns: readTurns(page),
		cursor: page.before,
		...(files.length === 0 ? {} : { files: [...files] }),
	};
}

export const emptyView: ConversationView = { phase: 'empty', room: null, turns: [], cursor: null };
