/**
 * What the store kept of a conversation, read as data: as much of it as promises are made of.
 *
 * @module
 */
import type { Of } from '../../trace.ts';
import { keyOf } from '../names.ts';

export interface Claim {
	readonly jobId: string;
	readonly epoch: number;
	readonly grantedAt: number;
	readonly lostAt: number | null;
}

export interface Stored {
	readonly generation: number;
	readonly epoch: number;
	readonly room: {
		readonly claim: Claim | null;
		readonly looks: readonly { readonly end: number }[];
		/** When a token was last given out. */
		readonly askedAt: number | null;
	};
	readonly closed: readonly { readonly generation: number; readonly at: number; readonly reason: string }[];
}

export interface Saved {
	readonly at: number;
	readonly record: Stored;
	readonly deadline: number | null;
	readonly fence: number;
}

export function savesIn(events: readonly Of<'saved'>[]): ReadonlyMap<string, readonly Saved[]> {
	const saves = new Map<string, Saved[]>();
	for (const { at, key, value, deadline, fence } of events) {
		const conversation = conversationOf(key);
		if (conversation === null) continue;
		const list = saves.get(conversation) ?? [];
		saves.set(conversation, list);
		list.push({ at, record: JSON.parse(value) as Stored, deadline, fence });
	}
	return saves;
}

/** Null: it is the key of something else. */
export function conversationOf(key: string): string | null {
	const [, kind, conversation] = key.split(':');
	return kind === 'conversation' && conversation !== undefined ? conversation : null;
}

/** The record as it was then. */
export const recordAt = (saves: readonly Saved[], at: number): Saved | undefined =>
	saves.findLast((saved) => saved.at <= at);

/** When a room was closed: its generation was left behind. */
export const closedAt = (saves: readonly Saved[], generation: number): Saved | undefined =>
	saves.find(({ record }) => record.generation > generation);

/** Those in which a room was the current one. */
export const openSaves = (saves: readonly Saved[], generation: number): readonly Saved[] =>
	saves.filter(({ record }) => record.generation === generation);

/** How long a look may be on its way into the store. */
const KEPT_WITHIN_MS = 10_000;

/** Of the looks those that were kept, at the time when they were: what came of the others is known to nobody. */
export const keptLooks = (
	looks: readonly Of<'looked'>[],
	saves: ReadonlyMap<string, readonly Saved[]>,
): readonly Of<'looked'>[] =>
	looks.flatMap((look) => {
		const { conversation, generation } = keyOf(look.room);
		const isOfIt = ({ at, record }: Saved) =>
			at >= look.at &&
			at <= look.at + KEPT_WITHIN_MS &&
			(record.generation > generation || record.room.looks.some(({ end }) => end === look.at));
		const kept = saves.get(conversation)?.find(isOfIt);
		return kept === undefined ? [] : [{ ...look, at: kept.at }];
	});
