import { expect, test, vi } from 'vitest';
import { writeHistory } from './chaos/write-history.ts';
import { type Settle, settleBy } from './clock/settle.ts';
import { digestOf } from './digest.ts';
import { play } from './play.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A machine under load: between two events it does something else for a while, now and then for a millisecond or two. */
function loaded(): Settle {
	const { setTimeout: real } = globalThis;
	let turns = 0;
	return settleBy((run) => {
		turns += 1;
		if (turns % 97 === 0) real(run, turns % 3);
		else if (turns % 5 === 0) setImmediate(() => setImmediate(run));
		else setImmediate(run);
	});
}

test.for([7, 13, 67180])(
	'seed %i is one history, whatever the load, the clock and the chance of the machine',
	async (seed, { onTestFinished }) => {
		const history = writeHistory(seed);
		expect(writeHistory(seed)).toEqual(history);
		const once = await play(history);
		expect(once.events.length).toBeGreaterThan(100);

		onTestFinished(() => void vi.restoreAllMocks());
		let late = 0;
		const asked: string[] = [];
		/** By the simulator or the core: tests that shared this thread may have left timers behind, which ask too. */
		const note = () => {
			late += 86_400_000;
			const frames = (new Error().stack ?? '').split('\n').filter((frame) => !frame.includes('play.test'));
			asked.push(...frames.filter((frame) => /\/(?:sim|functions)\//.test(frame)));
			return late;
		};
		vi.spyOn(Date, 'now').mockImplementation(note);
		vi.spyOn(performance, 'now').mockImplementation(note);
		vi.spyOn(Math, 'random').mockImplementation(() => (note() % 7) / 7);
		vi.spyOn(crypto, 'randomUUID').mockImplementation(() => `0-0-0-0-${note()}`);
		const again = await play(history, { settle: loaded() });
		expect(asked).toEqual([]);
		expect(again.events).toEqual(once.events);
		expect(digestOf(again)).toBe(digestOf(once));
	},
);

test('two histories have two digests', async () => {
	const [one, other] = [await play(writeHistory(1)), await play(writeHistory(2))];
	expect(digestOf(one)).not.toBe(digestOf(other));
});
