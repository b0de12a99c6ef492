/**
 * The conversation as the store keeps it: one record, with its turns beside it.
 *
 * @module
 */
import type { Turn } from '../protocol/conversation.ts';
import type { Facts } from '../rooms/facts.ts';
import type { Entry, Page } from '../store/port.ts';

/** Turns that a page gets at once. */
export const RECENT_TURNS = 50;

/** Stages share a database, never a record. */
export const recordKey = (stage: string, conversation: string): string => `${stage}:conversation:${conversation}`;

/** Whose record a key of the store names; null for every other key. */
export function conversationOfKey(key: string): { readonly stage: string; readonly conversation: string } | null {
	const [stage, kind, conversation, ...rest] = key.split(':');
	if (stage === undefined || kind !== 'conversation' || conversation === undefined || rest.length > 0) return null;
	return { stage, conversation };
}

/**
 * Reads a stored record of any version that was ever written.
 *
 * @throws RangeError for a version of a newer release: better no answer than a record that loses what it does not know
 */
export function readFacts(value: string): Facts {
	const stored: { readonly v: unknown } = JSON.parse(value);
	if (stored.v !== 1) throw new RangeError(`a record of version ${String(stored.v)} was written by a newer release`);
	// Written by `writeFacts` alone; `v` says which shape it has.
	return stored as Facts;
}

export const writeFacts = (facts: Facts): string => JSON.stringify(facts);

export const writeTurn = (turn: Turn): Entry => ({ id: turn.id, value: JSON.stringify(turn) });

export const readTurns = (page: Page): Turn[] => page.entries.map((entry) => JSON.parse(entry.value) as Turn);
