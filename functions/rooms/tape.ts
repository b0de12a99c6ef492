/**
 * The tape of a conversation: what was asked of it, what was seen on the server, what was decided and what came of it.
 * Nothing that was said is on it, nor the list that somebody dictated. Enough to do it all again ({@link file://./replay.ts}).
 *
 * @module
 */
import type { Command } from './commands.ts';
import type { Look } from './consider.ts';
import type { Decision, Effect } from './decide.ts';
import type { Facts } from './facts.ts';

interface Noted {
	readonly v: 1;
	/** Milliseconds since the epoch. */
	readonly at: number;
	readonly trace: string | null;
}

/** A command that changed the record. */
export interface StepEntry extends Noted {
	readonly kind: 'step';
	readonly command: Command;
	readonly look: Look;
	readonly outcome: string;
	readonly effects: readonly Effect[];
	readonly deadline: number | null;
	/** The record before it, at the beginning of a tape and now and then: older entries fall out. */
	readonly before?: Facts | null;
}

/** A command that was refused, and changed nothing. */
export interface RefusalEntry extends Noted {
	readonly kind: 'refusal';
	readonly command: Command;
	readonly outcome: string;
}

/** What came of what was done. */
export interface ActsEntry extends Noted {
	readonly kind: 'acts';
	readonly acts: readonly { readonly what: string; readonly outcome: string }[];
}

export type TapeEntry = StepEntry | RefusalEntry | ActsEntry;

/** The record stands on the tape with every so many saves: a tape that has lost its beginning begins at the next one. */
export const SNAPSHOT_EVERY = 40;

export interface SavedStep extends Omit<Noted, 'v'> {
	readonly command: Command;
	readonly look: Look;
	readonly outcome: string;
	readonly decision: Decision;
	readonly stored: Facts | null;
	/** Of the record before. */
	readonly version: number;
}

export function noteOfStep({ at, trace, command, look, outcome, decision, stored, version }: SavedStep): string {
	const entry: StepEntry = {
		v: 1,
		kind: 'step',
		at,
		trace,
		command: redacted(command),
		look,
		outcome,
		effects: decision.effects,
		deadline: decision.deadline,
		...(version % SNAPSHOT_EVERY === 0 || isForgotten(stored) ? { before: stored && redactedFacts(stored) } : {}),
	};
	return JSON.stringify(entry);
}

/** What was on the tape until then is forgotten as well: it begins anew. */
function isForgotten(facts: Facts | null): boolean {
	if (facts?.closed.at(-1)?.reason !== 'forgotten') return false;
	const { askedAt, claim, people } = facts.room;
	return askedAt === null && claim === null && Object.keys(people).length === 0;
}

export const noteOfRefusal = (refusal: Omit<RefusalEntry, 'v' | 'kind'>): string =>
	JSON.stringify({ v: 1, kind: 'refusal', ...refusal, command: redacted(refusal.command) } satisfies RefusalEntry);

interface DoneActs extends Omit<Noted, 'v'> {
	readonly done: readonly { readonly act: { readonly kind: string }; readonly outcome: string }[];
}

export function noteOfActs({ done, ...noted }: DoneActs): string {
	const acts = done.map(({ act, outcome }) => ({ what: act.kind, outcome }));
	return JSON.stringify({ v: 1, kind: 'acts', ...noted, acts } satisfies ActsEntry);
}

/** Whoever is told to leave, or finds the room taken, is what somebody looks for who asks why no agent came. */
const REFUSALS: ReadonlySet<string> = new Set(['claim_taken', 'room_closed', 'stale_epoch', 'not_found']);
export const isWorthNoting = (outcome: string): boolean => REFUSALS.has(outcome);

/** @throws SyntaxError or RangeError for what is no entry of a tape */
export function readEntry(note: string): TapeEntry {
	const entry: { readonly v?: unknown } | null = JSON.parse(note);
	if (entry?.v !== 1) throw new RangeError('not an entry of a tape, or one of a newer release');
	// Written by this module alone; `v` says which shape it has.
	return entry as TapeEntry;
}

function redacted(command: Command): Command {
	switch (command.kind) {
		case 'ask':
			return { ...command, timezone: null };
		case 'call_agent':
			return { ...command, timezone: null, timezoneOffset: null };
		case 'write': {
			const { written } = command;
			if (written.what === 'state') return { ...command, written: { ...written, todo: null, timezone: null } };
			if (written.what === 'file') return { ...command, written: { ...written, file: unnamed(written.file) } };
			return command;
		}
		default:
			return command;
	}
}

const redactedFacts = ({ files, ...facts }: Facts): Facts => ({
	...facts,
	todo: [],
	timezone: null,
	timezoneOffset: null,
	...(files === undefined ? {} : { files: files.map(unnamed) }),
});

const unnamed = <T extends { readonly name: string }>(file: T): T => ({ ...file, name: '' });
