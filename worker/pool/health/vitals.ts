/**
 * What is known of the health of one job process, and when it has to be ended. Pure.
 *
 * agents (1.9) kills a process that has not answered its pings for 60 s, in which LiveKit lists a silent agent as
 * present; and it waits for ever for one that hangs while it leaves (both measured). This is faster, and bounded.
 *
 * @module
 */
import type { ServedJob } from '../../job-notice.ts';
import type { ChildWord } from '../child-words.ts';

export interface Vitals {
	readonly serves: { readonly job: ServedJob; readonly since: number } | null;
	/** Since when its job is over; null: it is not. */
	readonly leavesSince: number | null;
	/** Passes in a row in which it did not answer; null: it has never answered. */
	readonly silentPasses: number | null;
	/** Since the last pass. */
	readonly hasAnswered: boolean;
	/** Answers in a row by LiveKit that its agent is not in its room. */
	readonly absences: number;
}

/** Why a process is ended, and by what that is seen. */
export type Verdict =
	| { readonly why: 'hung'; readonly sign: 'silent' }
	| { readonly why: 'outlived'; readonly sign: 'leaves' | 'not_in_room' };

/** By LiveKit. */
export type Attested = 'present' | 'absent' | 'unknown';

/** Two passes are 20 to 30 s without a turn of the event loop. */
const SILENT_PASSES = 2;
/** From the end of its job: closing its session, saving what was said, leaving the room. */
const LEAVES_WITHIN_MS = 30_000;
/** From the beginning of its job until it has to be in the room: 10 s each to claim and to connect, and some more. */
const JOINS_WITHIN_MS = 30_000;
/** Looks are 30 s apart: one that has lost its room, as by a restart of the server, is back in between. */
const ABSENCES = 2;

export const BORN: Vitals = {
	serves: null,
	leavesSince: null,
	silentPasses: null,
	hasAnswered: false,
	absences: 0,
};

export function hear(vitals: Vitals, word: ChildWord, now: number): Vitals {
	switch (word.word) {
		case 'answers':
		case 'present':
		case 'timed':
			return { ...vitals, hasAnswered: true };
		case 'serves':
			return { ...vitals, serves: vitals.serves ?? { job: word.job, since: now } };
		case 'leaves':
			return { ...vitals, leavesSince: vitals.leavesSince ?? now };
	}
}

/**
 * A pass has come. Passes are counted instead of seconds: after a pause of the whole machine nobody has hung.
 *
 * @param isHeld the worker itself has stopped it for a moment
 */
export function pass(vitals: Vitals, isHeld: boolean): Vitals {
	const { hasAnswered, silentPasses } = vitals;
	if (hasAnswered || (isHeld && silentPasses !== null)) return { ...vitals, hasAnswered: false, silentPasses: 0 };
	// agents gives up on one that never answers, after 30 s.
	return silentPasses === null ? vitals : { ...vitals, silentPasses: silentPasses + 1 };
}

export function attest(vitals: Vitals, attested: Attested): Vitals {
	if (attested === 'unknown') return vitals;
	return { ...vitals, absences: attested === 'absent' ? vitals.absences + 1 : 0 };
}

/** The job whose room is to be looked at; null: none, or it need not be in it. */
export function jobToAttest({ serves, leavesSince }: Vitals, now: number): ServedJob | null {
	if (serves === null || leavesSince !== null) return null;
	return now - serves.since >= JOINS_WITHIN_MS ? serves.job : null;
}

export function verdictOn({ silentPasses, leavesSince, absences }: Vitals, now: number): Verdict | null {
	if (leavesSince !== null && now - leavesSince >= LEAVES_WITHIN_MS) return { why: 'outlived', sign: 'leaves' };
	if (silentPasses !== null && silentPasses >= SILENT_PASSES) return { why: 'hung', sign: 'silent' };
	return absences >= ABSENCES ? { why: 'outlived', sign: 'not_in_room' } : null;
}
