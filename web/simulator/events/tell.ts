/**
 * What happened, in words, and on whose line of the timeline. Most of a trace is for the judge only.
 *
 * @module
 */
import { conversationOfKey } from '../../../functions/conversations/record.ts';
import type { TraceEvent } from '../../../sim/trace.ts';
import { effectsOf, stepOf } from './decision-words.ts';
import { lengthOf, readMove, wordsOfMove } from './move-words.ts';
import { agentOf, tabOf, visitorOf, visitorOfClient, visitorOfRoom, workerOf } from './names.ts';

/** `good`: as one wishes it. `bad`: something is lost or broken. `act`: somebody does something. */
export type Tone = 'good' | 'bad' | 'act';

export type LaneId =
	| 'done'
	| `person ${number}`
	| `agent ${number}`
	| `greenroom ${number}`
	| `worker ${string}`
	| 'livekit'
	| 'webhooks'
	| 'api';

export interface Telling {
	readonly lane: LaneId;
	readonly words: string;
	readonly tone: Tone;
	/** How long it lasts, in milliseconds. */
	readonly ms?: number;
}

const person = (number: number | null): LaneId => `person ${number ?? 1}`;
const agents = (room: string): LaneId => `agent ${visitorOfRoom(room) ?? 1}`;

/**
 * @param visitors in the world
 * @returns null: nothing that a person would miss
 */
export function tell(event: TraceEvent, visitors: number): Telling | null {
	switch (event.kind) {
		case 'move': {
			const move = readMove(event.move);
			const ms = lengthOf(move);
			return { lane: 'done', words: wordsOfMove(move, visitors), tone: 'act', ...(ms === null ? {} : { ms }) };
		}
		case 'token':
			return { lane: person(visitorOfClient(event.page)), words: `${tabOf(event.page)} gets a token`, tone: 'good' };
		case 'present':
			return presence(event);
		case 'hung_up':
			return { lane: person(visitorOfRoom(event.room)), words: 'asks to end the call', tone: 'act' };
		case 'forgotten':
			return { lane: person(visitorOf(event.conversation)), words: 'asks to forget everything', tone: 'act' };
		case 'dispatched':
			return { lane: agents(event.room), words: `${agentOf(event.job)} is asked for by the ${event.by}`, tone: 'act' };
		case 'dispatch_lost':
			return { lane: agents(event.room), words: `no worker takes the job of ${agentOf(event.job)}`, tone: 'bad' };
		case 'claimed':
			return { lane: agents(event.room), words: `${agentOf(event.job)} may serve, epoch ${event.epoch}`, tone: 'good' };
		case 'job':
			return event.is === 'begun' ? null : jobEnded(event.job, event.room, event.why);
		case 'worker':
			return {
				lane: `worker ${event.worker}`,
				words: `${workerOf(event.worker)} is ${event.is}`,
				tone: workerTone(event.is),
			};
		case 'livekit':
			return { lane: 'livekit', words: `LiveKit is ${event.is}`, tone: event.is === 'up' ? 'good' : 'bad' };
		case 'room_started':
			return { lane: 'livekit', words: `a room of visitor ${visitorOfRoom(event.room)} begins`, tone: 'good' };
		case 'room_finished':
			return {
				lane: 'livekit',
				words: `a room of visitor ${visitorOfRoom(event.room)} ends: ${event.why}`,
				tone: 'act',
			};
		case 'told':
			return event.how === 'webhook' ? webhook(event.what, event.sid) : null;
		case 'saved':
			return decision(event.key, event.note);
		case 'trouble':
			return null;
		case 'store_lost':
			return { lane: 'api', words: 'the store has lost everything', tone: 'bad' };
		case 'threw':
			return { lane: 'api', words: `the API fails: ${event.door}`, tone: 'bad' };
		case 'quiet':
			return { lane: 'done', words: 'from here on nothing is done, and everything works', tone: 'good' };
		default:
			return null;
	}
}

function presence(event: Extract<TraceEvent, { kind: 'present' }>): Telling {
	const tone: Tone = event.is ? 'good' : 'bad';
	const is = event.is ? 'is in the room' : 'is not in the room any more';
	return event.who === 'agent'
		? { lane: agents(event.room), words: `${agentOf(event.identity)} ${is}`, tone }
		: { lane: person(visitorOfRoom(event.room)), words: `${tabOf(event.client)} ${is}`, tone };
}

const jobEnded = (job: string, room: string, why: string): Telling => ({
	lane: agents(room),
	words: `${agentOf(job)} ends: ${why.replaceAll('_', ' ')}`,
	tone: why === 'killed' ? 'bad' : 'act',
});

const workerTone = (is: string): Tone => (is === 'ready' ? 'good' : is === 'draining' ? 'act' : 'bad');

/** What says only that a room lives stands beside who came or went. */
function webhook(what: string, sid: string): Telling | null {
	const who = sid.startsWith('PA_agent') ? 'an agent' : 'a person';
	if (what === 'there') return { lane: 'webhooks', words: `the API hears: ${who} came`, tone: 'good' };
	if (what === 'gone') return { lane: 'webhooks', words: `the API hears: ${who} went`, tone: 'act' };
	return what === 'room_finished' ? { lane: 'webhooks', words: 'the API hears: the room is gone', tone: 'act' } : null;
}

function decision(key: string, note: string | null): Telling | null {
	const visitor = visitorOf(conversationOfKey(key)?.conversation ?? '');
	const step = stepOf(note);
	const effects = step === null ? [] : effectsOf(step);
	if (visitor === null || effects.length === 0) return null;
	return { lane: `greenroom ${visitor}`, words: `decides to ${effects.join(', and to ')}`, tone: 'act' };
}
