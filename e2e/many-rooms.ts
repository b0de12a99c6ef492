/**
 * An API of thousands of rooms, for the page of operators: what nobody starts for a test.
 *
 * @module
 */
import type { Page } from 'playwright-core';
import type { RoomView } from '../functions/protocol/operator.ts';

const FIRST = 10_000;
const A_PAGE = 500;

const conversationOf = (n: number): string => `v_visitor_${FIRST + n}`;

export const roomOf = (n: number): RoomView => ({
	name: `greenroom.test.${conversationOf(n)}.1794000000`,
	stored: { phase: 'active', people: [], agent: null, deadline: Date.now() + 300_000, graceEnds: null, trace: null },
	listed: { sid: `RM_${n}`, createdAt: Date.now() },
	orphan: null,
});

const roomsFrom = (from: number, to: number): readonly RoomView[] =>
	Array.from({ length: to - from }, (_, i) => roomOf(from + i));

/**
 * Answers for as many rooms from now on.
 *
 * @returns names of the rooms that were looked at more closely so far
 */
export async function answerManyRooms(page: Page, many: number): Promise<ReadonlySet<string>> {
	const asked = new Set<string>();
	await page.route('**/api/livekit/rooms?*', (route) => {
		const query = new URL(route.request().url()).searchParams;
		const names = query.get('names')?.split(',');
		for (const name of names ?? []) asked.add(name);
		const after = query.get('after') ?? '';
		const from = after === '' ? 0 : Number(after.slice(-5)) - FIRST + 1;
		const to = Math.min(many, from + A_PAGE);
		const on =
			names === undefined
				? { rooms: roomsFrom(from, to), total: many, ...(to < many ? { after: conversationOf(to - 1) } : {}) }
				: {};
		const looked = names?.map((name) => roomOf(Number(name.slice(25, 30)) - FIRST)) ?? [];
		return route.fulfill({ json: { at: Date.now(), livekit: true, truncated: false, rooms: looked, ...on } });
	});
	return asked;
}
