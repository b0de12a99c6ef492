import { expect, test } from 'vitest';
import { makeClock } from './clock.ts';
import { settle } from './settle.ts';
import { installTimers } from './timers.ts';

const started = () => {
	const clock = makeClock(1_000);
	const happened: string[] = [];
	const pass = (until: number) => {
		for (let event = clock.take(until); event !== undefined; event = clock.take(until)) event.run();
	};
	return { clock, happened, pass, note: (what: string) => () => void happened.push(`${what} at ${clock.now()}`) };
};

test('what is to happen happens in the order of its time, and of its making where the time is the same', () => {
	const { clock, happened, pass, note } = started();
	clock.after(20, note('second'));
	clock.after(10, note('first'));
	clock.after(20, note('third'));
	const callOff = clock.after(15, note('never'));
	clock.after(30, note('late'));
	callOff();
	pass(1_020);
	expect(happened).toEqual(['first at 1010', 'second at 1020', 'third at 1020']);
});

test('what is sent on one lane arrives in its order', () => {
	const { clock, happened, pass, note } = started();
	clock.send({ label: 'slow', lane: 'a', ms: 50, deliver: note('slow') });
	clock.send({ label: 'quick', lane: 'a', ms: 1, deliver: note('quick') });
	clock.send({ label: 'other', ms: 1, deliver: note('other') });
	expect(clock.underWay().map(({ message }) => message?.label)).toEqual(['other', 'slow']);
	pass(2_000);
	expect(happened).toEqual(['other at 1001', 'slow at 1050', 'quick at 1050']);
});

test('a message may be taken before its time', () => {
	const { clock, happened, note } = started();
	clock.send({ label: 'slow', ms: 50, deliver: note('slow') });
	const [event] = clock.underWay();
	if (event !== undefined) clock.takeThis(event, 1);
	event?.run();
	expect(happened).toEqual(['slow at 1001']);
	expect(clock.take(5_000)).toBeUndefined();
});

test('timers of real code are the clock’s, and Node’s again afterwards', async () => {
	const { clock, happened, pass, note } = started();
	const { setTimeout: real } = globalThis;
	const takeOut = installTimers(clock);
	try {
		expect(() => installTimers(clock)).toThrow('two worlds at once');
		setTimeout(note('timer'), 3_600_000);
		clearTimeout(setTimeout(note('never'), 10));
		clearTimeout(undefined);
		void clock.wait(5).then(note('waited'));
		pass(1_005);
		await settle();
		pass(10_000_000);
	} finally {
		takeOut();
	}
	expect(happened).toEqual(['waited at 1005', 'timer at 3601000']);
	expect(globalThis.setTimeout).toBe(real);
});

test('settling waits for all promises, however long their chain', async () => {
	let links = 0;
	const chain = async (): Promise<void> => {
		links += 1;
		await null;
		if (links < 500) await chain();
	};
	void chain();
	await settle();
	expect(links).toBe(500);
});
