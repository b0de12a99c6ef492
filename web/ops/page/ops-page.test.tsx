import { cleanup, fireEvent, render, screen, within } from '@solidjs/testing-library';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RoomsResponse } from '../../../functions/protocol/operator.ts';
import type { Answer } from '../../call/api/answer.ts';
import type { OperatorApi } from '../api/operator-api.ts';
import { AT, looked, makePlace, poolAnswer, roomName, roomsAnswer, roomView, statsAnswer, stored } from '../testing.ts';
import { createConsole } from './create-console.ts';
import { OpsPage } from './ops-page.tsx';

afterEach(cleanup);

const away = { outcome: 'unreachable' } as const;
const answered = <T,>(value: T): Answer<T> => ({ outcome: 'answered', value });

/** The page over an API whose answers the test changes. */
async function open(rooms: readonly RoomsResponse['rooms'][number][] = [roomView(1)], isAway = false) {
	const place = makePlace();
	const { surroundings } = place;
	let page: Partial<RoomsResponse> = {};
	let current = rooms;
	const answer = <T,>(value: T): Answer<T> => (isAway ? away : answered(value));
	const at = () => ({ at: surroundings.now() });
	const api = {
		stats: vi.fn(async () => answer(statsAnswer(at()))),
		pool: vi.fn(async () => answer(poolAnswer(at()))),
		page: vi.fn(async () => answer(roomsAnswer(current, { ...at(), total: current.length, ...page }))),
		look: vi.fn(async (names: readonly string[]) =>
			answer(
				roomsAnswer(
					current.filter(({ name }) => names.includes(name)),
					{ ...at(), ...page },
				),
			),
		),
		tape: vi.fn(async (room: string) =>
			answer({
				...{ room, policy: { graceSeconds: 60, lifecycle: 'persistent', dispatch: 'explicit' } as const },
				entries: [{ v: 1, kind: 'step', at: AT, command: { kind: 'ask' }, outcome: 'opened', effects: [] }],
			}),
		),
		close: vi.fn(async () => answer({ outcome: 'closed' } as const)),
		collect: vi.fn(async (dry: boolean) => {
			const action = { room: roomName(1), does: 'delete_room', why: 'tombstone' } as const;
			return answer({
				...at(),
				dry,
				livekit: true,
				listed: 1,
				due: 1,
				actions: [action],
				truncated: false,
				after: null,
			});
		}),
	} satisfies OperatorApi;
	const save = vi.fn();
	render(() => {
		const console = createConsole(api, surroundings);
		return <OpsPage console={console} save={save} />;
	});
	await place.pass(0);
	return {
		...place,
		...{ api, save },
		goesAway: (is = true) => {
			isAway = is;
		},
		says: (over: Partial<RoomsResponse>, next = current) => {
			page = over;
			current = next;
		},
		grid: () => screen.getByRole('grid', { name: 'Rooms' }),
		enter: (row: number) => fireEvent.click(screen.getAllByRole('row')[row] ?? document.body),
	};
}

describe('the page of operators', () => {
	it('shows rooms, the pool, figures and the ledger', async () => {
		const { grid } = await open();
		expect(grid().textContent).toContain('v_visitor_10001');
		expect(screen.getByRole('region', { name: 'Pool' }).textContent).toContain('3 of 8 slots in use, 5 free');
		expect(screen.getByRole('list', { name: 'Figures' }).textContent).toContain('25.0 %');
		expect(screen.getByRole('region', { name: 'Orphan ledger' }).textContent).toContain('239 agent minutes saved');
	});

	it('shows what comes and goes without a reload, and how old it is', async () => {
		const { says, pass, grid } = await open();
		says({}, [roomView(2)]);
		await pass(4_000);
		expect(grid().textContent).toContain('v_visitor_10002');
		expect(grid().textContent).not.toContain('v_visitor_10001');
		expect(screen.getByText(/^as of \d+ s ago$/)).toBeDefined();
	});

	it('looks at the rooms that are seen, and at no others', async () => {
		const { api, pass } = await open(Array.from({ length: 200 }, (_, n) => roomView(n)));
		await pass(200);
		const [names] = api.look.mock.lastCall ?? [[]];
		expect(names.length).toBeGreaterThan(5);
		expect(names.length).toBeLessThan(20);
	});

	it('an API that is away leaves what was last known, marked as old', async () => {
		const { goesAway, pass, grid } = await open();
		goesAway();
		await pass(30_000);
		expect(grid().textContent).toContain('v_visitor_10001');
		expect(screen.getByText(/^The API does not answer\. This is what was known 30 s ago\.$/)).toBeDefined();
		goesAway(false);
		await pass(60_000);
		expect(screen.queryByText(/^The API does not answer/)).toBeNull();
	});

	it('what was never answered is not known, rather than nothing', async () => {
		await open([], true);
		expect(screen.getByText('The API does not answer. Nothing is known yet.')).toBeDefined();
		expect(screen.getByRole('list', { name: 'Figures' }).textContent).not.toContain('0');
		expect(screen.getByRole('region', { name: 'Pool' }).textContent).toContain('Not known yet.');
		expect(screen.getByRole('region', { name: 'Rooms' }).textContent).toContain('Looking …');
		expect(screen.queryByText(/LiveKit does not answer/)).toBeNull();
	});

	it('a LiveKit that is silent is said to be silent, and nothing of it is shown as empty', async () => {
		const { listed: _, ...room } = roomView(1);
		const { says, pass, enter } = await open([roomView(1, { listed: looked(1) })]);
		says({ livekit: false }, [room]);
		await pass(5_000);
		expect(screen.getByText('LiveKit does not answer: only the store speaks.')).toBeDefined();
		enter(1);
		const details = screen.getByRole('region', { name: 'Room' });
		expect(details.textContent).toContain('does not answer: not known');
		expect(within(details).queryByText('store only')).toBeNull();
	});

	it('asks nothing while nobody looks', async () => {
		const { api, hide, pass } = await open();
		await pass(1_000);
		hide(true);
		await pass(10_000);
		const calls = () => [api.stats, api.pool, api.page, api.look].map(({ mock }) => mock.calls.length);
		const before = calls();
		await pass(60_000);
		expect(calls()).toEqual(before);
		hide(false);
		await pass(0);
		expect(calls().every((count, i) => count > (before[i] ?? 0))).toBe(true);
	});
});

it('orphans are counted among all rooms, and one that comes is called out', async () => {
	const orphan = roomView(2, { stored: null, orphan: 'unknown' });
	const { says, pass } = await open([roomView(1)]);
	says({}, [roomView(1), orphan]);
	await pass(4_000);
	expect(screen.getByRole('alert').textContent).toContain('1 room was left behind');
	says({}, [roomView(1)]);
	await pass(5_000);
	expect(screen.queryByRole('alert')).toBeNull();
});

describe('one room', () => {
	const side = () => screen.getByRole('region', { name: 'Room' });

	it('has people of both sides, and is left by Escape', async () => {
		const { enter, grid } = await open([roomView(1, { listed: looked(1, []) })]);
		enter(1);
		expect(within(side()).getAllByText('store only')).toHaveLength(2);
		expect(document.activeElement?.textContent).toBe(roomName(1));
		fireEvent.keyDown(side(), { key: 'Escape' });
		expect(screen.queryByRole('region', { name: 'Room' })).toBeNull();
		expect(document.activeElement).toBe(grid());
	});

	it('is closed after a question that names it, and what came of it is said', async () => {
		const { enter, api, settle } = await open();
		enter(1);
		fireEvent.click(within(side()).getByRole('button', { name: 'Close this call' }));
		const dialog = screen.getByRole('dialog');
		expect(dialog.textContent).toContain(roomName(1));
		expect(api.close).not.toHaveBeenCalled();
		fireEvent.click(within(dialog).getByRole('button', { name: 'Close the call' }));
		await settle();
		expect(api.close).toHaveBeenCalledExactlyOnceWith(roomName(1));
		expect(side().textContent).toContain('It was closed.');
	});

	it('keeps what was said and who has the focus while time passes', async () => {
		const { enter, pass, settle } = await open();
		enter(1);
		fireEvent.click(within(side()).getByRole('button', { name: 'Close this call' }));
		fireEvent.click(within(side()).getByRole('button', { name: 'Close the call' }));
		fireEvent.click(within(side()).getByRole('button', { name: 'Show the tape' }));
		await settle();
		const button = within(side()).getByRole('button', { name: 'Download the tape' });
		button.focus();
		await pass(10_000);
		expect(document.activeElement).toBe(button);
		expect(side().textContent).toContain('It was closed.');
		expect(screen.getByRole('list', { name: 'What happened' })).toBeDefined();
	});

	it('that is not closed says so', async () => {
		const { enter, goesAway, settle } = await open();
		enter(1);
		goesAway();
		fireEvent.click(within(side()).getByRole('button', { name: 'Close this call' }));
		fireEvent.click(screen.getByRole('button', { name: 'Close the call' }));
		await settle();
		expect(side().textContent).toContain('It was not closed, as far as is known. The API does not answer.');
	});

	it('has a tape, which can be downloaded as it is', async () => {
		const { enter, save, settle } = await open();
		enter(1);
		fireEvent.click(within(side()).getByRole('button', { name: 'Show the tape' }));
		await settle();
		expect(screen.getByRole('list', { name: 'What happened' }).textContent).toContain('ask → opened');
		fireEvent.click(within(side()).getByRole('button', { name: 'Download the tape' }));
		const [name = '', text = ''] = save.mock.lastCall ?? [];
		expect(name).toBe(`${roomName(1)}.tape.json`);
		expect(JSON.parse(text)).toMatchObject({ room: roomName(1), policy: { graceSeconds: 60 }, entries: [{ v: 1 }] });
	});

	it('that is gone is said to be gone', async () => {
		const { enter, says, pass } = await open([roomView(1, { stored: stored({ phase: 'closing' }) })]);
		enter(1);
		says({}, []);
		await pass(5_000);
		expect(side().textContent).toContain('is gone');
	});
});

it('a collection is rehearsed before it is done', async () => {
	const { api, settle } = await open();
	const panel = screen.getByRole('region', { name: 'Collect' });
	expect(within(panel).queryByRole('button', { name: 'Do it' })).toBeNull();
	fireEvent.click(within(panel).getByRole('button', { name: 'What would be done?' }));
	await settle();
	expect(panel.textContent).toContain('1 thing would be done. 1 room listed, 1 record due.');
	expect(api.collect.mock.calls).toEqual([[true, null]]);
	fireEvent.click(within(panel).getByRole('button', { name: 'Do it' }));
	await settle();
	expect(panel.textContent).toContain('1 thing done.');
	expect(api.collect.mock.lastCall).toEqual([false, null]);
	expect(within(panel).queryByRole('button', { name: 'Do it' })).toBeNull();
});
