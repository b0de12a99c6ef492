/**
 * Somebody with a browser, for the judgement: what their page has shown as told is what they were told.
 *
 * @module
 */
import { conversationViewSchema, type Turn } from '../../functions/protocol/conversation.ts';
import { agentIdentity } from '../../functions/protocol/names.ts';
import { type Caller, conversationOf, cookieOf } from '../caller.ts';
import type { Called, Trial } from './trial.ts';

export interface CalledFromPage extends Called {
	/** What the page shows by now was told. Who has it does not need the browser any more. */
	remember(): Promise<void>;
	staysAway(): void;
}

/** From now on they are in a call. */
export async function calledFromPage(trial: Trial, caller: Caller): Promise<CalledFromPage> {
	const room = await caller.room();
	const cookie = await cookieOf(caller.visitor, caller.url);
	const acknowledged = new Map<string, Turn>();
	const shown = new Map<string, { readonly turn: Turn; readonly by: string }>();
	let isOver = false;
	let trace = '';
	const called: CalledFromPage = {
		get trace() {
			return trace;
		},
		rooms: [room],
		room: () => (isOver ? null : room),
		acknowledged,
		shown,
		async remember() {
			const by = await trial.agentIn(room);
			const serving = (await trial.served()).find(({ job }) => agentIdentity(job) === by);
			if (serving === undefined) throw new Error(`no process is known to serve as ${by}`);
			trace = serving.trace;
			for (const turn of (await conversationOf(caller)).turns)
				if (turn.role === 'agent') shown.set(turn.id, { turn, by });
				else acknowledged.set(turn.id, turn);
		},
		visitor: {
			async turns() {
				const response = await fetch(new URL('/api/conversation', trial.greenroom.apiUrl), { headers: { cookie } });
				return conversationViewSchema.parse(await response.json()).turns;
			},
		},
		hangUp: async () => {},
		leave: async () => {},
		staysAway() {
			isOver = true;
		},
	};
	trial.counts(called);
	return called;
}
