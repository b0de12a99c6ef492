import { describe, expect, inject, test } from 'vitest';
import { type Caller, deafCallerIn } from '../caller.ts';
import { eventually } from '../eventually.ts';
import { viewRooms } from '../greenroom.ts';
import { takeVisits } from '../visits.ts';
import { capturesOf } from './captures.ts';

const greenroom = inject('greenroom');
const url = greenroom?.url ?? '';
const PATIENCE = 20_000;

const button = ({ page }: Pick<Caller, 'page'>, name: string) => page.getByRole('button', { name, exact: true });

describe.skipIf(greenroom === null)('two tabs', () => {
	if (greenroom === null) return;
	const rooms = viewRooms(greenroom);
	const { visit } = takeVisits({ shell: true });

	async function call() {
		const caller = await visit(url);
		const captures = await capturesOf(caller.page);
		await caller.startCall();
		return { caller, captures };
	}

	/**
	 * What "Duplicate tab" makes: a tab with the same session storage. What `window.open` makes has it too, but lives in the
	 * same process, and crashes with it.
	 */
	async function copyOf(tab: Caller): Promise<Caller> {
		const copy = await deafCallerIn(tab.visitor, url);
		const stored = await tab.page.evaluate(() => ({ ...sessionStorage }));
		await copy.page.addInitScript((items) => {
			for (const [key, value] of Object.entries(items)) sessionStorage.setItem(key, value);
		}, stored);
		await copy.page.goto(url);
		return copy;
	}

	/** What must be the same wherever the call is. */
	async function callOf(caller: Caller) {
		const room = await caller.room();
		return { room, sid: await rooms.sidOf(room) };
	}

	test('are one call, which can be moved, taken back, and is offered again when it is over', async () => {
		const { caller: one, captures } = await call();
		const before = await callOf(one);
		const agents = await eventually(
			'the agent',
			() => rooms.agents(before.room),
			({ length }) => length === 1,
			PATIENCE,
		);
		const two = await deafCallerIn(one.visitor, url);
		const asked: string[] = [];
		two.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
		await two.page.goto(url);
		await two.callIs('moved');
		expect(await two.glance.text('[role=status]')).toContain('This call is open in another tab');
		expect(asked).not.toContain('/api/livekit/token');

		await one.type('my name is Peter');
		await one.shows('my name is Peter');
		await button(two, 'Move it here').click();
		await two.callIs('connected');
		await one.callIs('moved');
		await two.shows('my name is Peter');
		expect(await callOf(two)).toEqual(before);
		await expect.poll(captures.live, { timeout: PATIENCE }).toBe(0);

		await button(one, 'Move it here').click();
		await one.callIs('connected');
		await two.callIs('moved');
		await one.type('count to three');
		await one.shows('One, two, three.');
		expect(await callOf(one)).toEqual(before);
		expect((await rooms.agents(before.room)).map(({ sid }) => sid)).toEqual(agents.map(({ sid }) => sid));

		await one.endCall();
		await two.callIs('idle');
		await button(two, 'Start call').waitFor();
		await eventually('open rooms', rooms.rooms, (open) => !open.includes(before.room), PATIENCE);
		expect([...one.problems, ...two.problems]).toEqual([]);
	});

	test('of which one is a copy of the other: the copy does not join, and returns when the first one crashes', async () => {
		const { caller: one } = await call();
		const before = await callOf(one);
		const copy = await copyOf(one);
		await copy.callIs('moved');
		// Control: it thinks that it is in the call.
		expect(
			await copy.page.evaluate(() =>
				performance.getEntriesByType('resource').some(({ name }) => name.includes('talk')),
			),
		).toBe(true);
		await one.callIs('connected');
		expect(await callOf(one)).toEqual(before);

		// It never answers.
		void one.page.goto('chrome://crash').catch(() => {});
		await eventually(
			'the crash of the tab',
			async () => one.problems,
			(problems) => problems.some(({ kind }) => kind === 'crash'),
			PATIENCE,
		);
		expect(copy.problems).toEqual([]);
		await copy.callIs('idle');
		await button(copy, 'Start call').click();
		await copy.callIs('connected');
		expect(await callOf(copy)).toEqual(before);
		await copy.endCall();
	});

	test('on two devices: the one that came last has the call, and the other one says so', async () => {
		const { caller: one } = await call();
		const before = await callOf(one);
		const two = await visit(url);
		await two.visitor.context.addCookies(await one.visitor.context.cookies(url));
		await two.startCall();
		await one.callIs('moved');
		await two.callIs('connected');
		expect(await callOf(two)).toEqual(before);
		await two.endCall();
	});
});
