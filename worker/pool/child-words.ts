/**
 * What the worker's own process hears from a job's: our notice of the job that it serves, and what agents says on the
 * same channel.
 *
 * @module
 */
import * as z from 'zod/mini';
import {
	type PresentAgent,
	readJobNotice,
	readPresence,
	readTurnTimes,
	type ServedJob,
	type TurnTimes,
} from '../job-notice.ts';

export type ChildWord =
	/** It is ready, or answers one of agents' pings, which come every 2.5 s: its event loop turns. */
	| { readonly word: 'answers' }
	| { readonly word: 'serves'; readonly job: ServedJob }
	/** Its agent is in the room. */
	| { readonly word: 'present'; readonly agent: PresentAgent }
	/** Somebody was answered. */
	| { readonly word: 'timed'; readonly times: TurnTimes }
	/** Its job is over: its room was disconnected, or it leaves. What is left to do takes a second. */
	| { readonly word: 'leaves' };

const agentsMessage = z.object({ case: z.enum(['initializeResponse', 'pongResponse', 'exiting']) });

/** Null for everything else that agents says. */
export function readChildWord(message: unknown): ChildWord | null {
	const job = readJobNotice(message);
	if (job !== null) return { word: 'serves', job };
	const agent = readPresence(message);
	if (agent !== null) return { word: 'present', agent };
	const times = readTurnTimes(message);
	if (times !== null) return { word: 'timed', times };
	const said = agentsMessage.safeParse(message);
	if (!said.success) return null;
	return { word: said.data.case === 'exiting' ? 'leaves' : 'answers' };
}
