/**
 * A room for tests: who comes and goes, and what is heard of it, in seconds after the token was given out.
 *
 * @module
 */
import { agentIdentity } from '../protocol/names.ts';
import { ask } from './asking.ts';
import { claim } from './claims.ts';
import { type Facts, newFacts, type Person } from './facts.ts';
import type { LookUp } from './looks.ts';
import { type Observation, observe } from './observe.ts';
import type { SeenLeaving } from './people.ts';
import { makePolicy } from './policy.ts';

export const t0 = 1_795_000_000_000;
export const at = (seconds: number): number => t0 + seconds * 1000;
export const policy = makePolicy({ graceSeconds: 60 });

export const nothingSaid = { timezone: null, agent: null, requestId: null, returnsTo: null, trace: null };
export const unopened = newFacts(t0);
/** A visitor was given a token. */
export const asked = ask(unopened, nothingSaid, t0, policy);
export const { generation } = asked;

type Who = Pick<Person, 'identity' | 'kind'> & { readonly sid: string };
type Life = NonNullable<LookUp['room']>;

/** A refresh has the same identity, and another sid. */
export const human = (sid = 'PA_h1', identity = 'human-v'): Who => ({ sid, identity, kind: 'human' });
export const agent = (jobId: string, sid = `PA_${jobId}`): Who => ({
	sid,
	identity: agentIdentity(jobId),
	kind: 'agent',
});
export const recorder: Who = { sid: 'PA_e', identity: 'EG_1', kind: 'other' };

/** One life of the room's name. Later ones have higher numbers. */
export const life = (number = 1): Life => ({ sid: `RM_${number}`, createdAt: number, departureMs: 90_000 });

const ofRoom =
	(kind: 'room_started' | 'room_finished') =>
	(seconds: number, room = life()): Observation => ({
		kind,
		generation,
		at: at(seconds),
		life: { ...room, at: at(seconds) },
	});
export const started = ofRoom('room_started');
export const finished = ofRoom('room_finished');

export const joined = (who: Who, seconds: number, room = life()): Observation => ({
	kind: 'joined',
	generation,
	at: at(seconds),
	life: { ...room, at: at(seconds) },
	person: { ...who, room: room.sid, at: at(seconds) },
});

/** An agent tells of it: nothing of the room but its sid, if that. */
export const reported = (who: Who, seconds: number, room: string | null = life().sid): Observation => ({
	kind: 'joined',
	generation,
	at: at(seconds),
	life: null,
	person: { ...who, room, at: at(seconds) },
});

export const left = (who: Who, seconds: number, why: SeenLeaving['why'] = 'left', room = life()): Observation => ({
	kind: 'left',
	generation,
	at: at(seconds),
	life: { ...room, at: at(seconds) },
	person: { ...who, room: room.sid, at: at(seconds), why },
});

export const jobLost = (jobId: string, seconds: number): Observation => ({
	kind: 'job_lost',
	generation,
	at: at(seconds),
	jobId,
});

/** The server's list. */
export function looked(seconds: number, people: readonly Who[], room: Life | null = life(), took = 0.1): Observation {
	const [start, end] = [at(seconds), at(seconds + took)];
	return { kind: 'looked_up', generation, at: end, look: { start, end, room, people } };
}

export const seen = (facts: Facts, ...observations: Observation[]): Facts =>
	observations.reduce((known, observation) => observe(known, observation) ?? known, facts);

/** What is heard of a room, told to whoever asks for the room only. */
export const room = (...observations: Observation[]) => seen(asked, ...observations).room;

/** The job has claimed the room. */
export function claimed(facts: Facts, jobId: string, seconds: number): Facts {
	const result = claim(facts, { generation: facts.generation, jobId }, at(seconds), policy);
	if (result.outcome !== 'granted') throw new Error(`${jobId}: ${result.outcome}`);
	return result.facts;
}
