import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ServedJob } from '../../job-notice.ts';
import { memoryLog } from '../../testing.ts';
import type { ChildWord } from '../child-words.ts';
import type { Child, ChildEnd } from '../children.ts';
import { makeHealthPass } from './health-pass.ts';
import type { Attested } from './vitals.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const job: ServedJob = { room: 'greenroom.test.conversation.1', jobId: 'AJ_1' };
const serves: ChildWord = { word: 'serves', job };

function setUp({ held = [], attested = 'present' }: { held?: number[]; attested?: Attested } = {}) {
	const { log, lines } = memoryLog();
	const asked: string[] = [];
	let answer = attested;
	const health = makeHealthPass({
		attestJob: async ({ jobId }) => {
			asked.push(jobId);
			return answer;
		},
		isHeld: (pid) => held.includes(pid),
		now: Date.now,
		log,
	});
	onTestFinished(() => health.close());
	return {
		health,
		lines,
		asked,
		attestFromNow: (next: Attested) => {
			answer = next;
		},
	};
}

/** A process that answers every 2.5 s, as agents' do, until it is told not to. */
function process(pid: number) {
	const signals: string[] = [];
	let say: (word: ChildWord) => void = () => {};
	let end: (end: ChildEnd) => void = () => {};
	const answering = setInterval(() => say({ word: 'answers' }), 2_500);
	const child: Child = {
		pid,
		kind: 'job',
		ended: new Promise((resolve) => {
			end = resolve;
		}),
		listen(listener) {
			say = listener;
		},
		cut() {},
		signal: (signal) => signals.push(signal),
	};
	return {
		child,
		signals,
		says: (word: ChildWord) => say(word),
		hangs: () => clearInterval(answering),
		dies: () => end({ code: null, signal: 'SIGTERM', served: null }),
	};
}
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

describe('the health pass', () => {
	it('leaves processes alone that are well', async () => {
		const { health, lines } = setUp();
		const idle = process(1);
		const busy = process(2);
		for (const { child } of [idle, busy]) health.watch(child);
		busy.says(serves);
		await seconds(600);
		expect([idle.signals, busy.signals, lines]).toEqual([[], [], []]);
	});

	it('ends one that hangs within half a minute, and says why', async () => {
		const { health, lines } = setUp();
		const hung = process(1);
		const well = process(2);
		const watched = health.watch(hung.child);
		health.watch(well.child);
		hung.says(serves);
		await seconds(15);
		hung.hangs();
		await seconds(14);
		expect([hung.signals, watched.why()]).toEqual([[], null]);
		await seconds(16);
		expect(hung.signals).toEqual(['SIGTERM', 'SIGKILL']);
		expect(watched.why()).toBe('hung');
		expect(well.signals).toEqual([]);
		const line = { level: 'error', event: 'process_unwell', child: 1, job: 'AJ_1', why: 'hung', sign: 'silent' };
		expect(lines).toEqual([line]);
		await seconds(60);
		expect(hung.signals).toHaveLength(2);
	});

	it('kills nobody who goes when asked', async () => {
		const { health } = setUp();
		const hung = process(1);
		health.watch(hung.child);
		await seconds(10);
		hung.hangs();
		await seconds(21);
		expect(hung.signals).toEqual(['SIGTERM']);
		hung.dies();
		await seconds(60);
		expect(hung.signals).toEqual(['SIGTERM']);
	});

	it('lets those be that the worker itself has stopped', async () => {
		const { health } = setUp({ held: [1] });
		const held = process(1);
		health.watch(held.child);
		await seconds(10);
		held.hangs();
		await seconds(60);
		expect(held.signals).toEqual([]);
	});

	it('ends one that is still there half a minute after its job', async () => {
		const { health } = setUp();
		const left = process(1);
		const watched = health.watch(left.child);
		left.says(serves);
		await seconds(60);
		left.says({ word: 'leaves' });
		await seconds(29);
		expect(left.signals).toEqual([]);
		await seconds(13);
		expect(left.signals).toEqual(['SIGTERM', 'SIGKILL']);
		expect(watched.why()).toBe('outlived');
	});

	it('asks LiveKit every half a minute for those that serve, and ends one that is twice not there', async () => {
		const { health, asked, attestFromNow, lines } = setUp();
		const idle = process(1);
		const lost = process(2);
		health.watch(idle.child);
		const watched = health.watch(lost.child);
		lost.says(serves);
		await seconds(91);
		expect(asked).toEqual(['AJ_1', 'AJ_1', 'AJ_1']);
		attestFromNow('absent');
		await seconds(30);
		expect(lost.signals).toEqual([]);
		await seconds(42);
		expect(lost.signals).toEqual(['SIGTERM', 'SIGKILL']);
		expect(watched.why()).toBe('outlived');
		expect(lines).toMatchObject([{ event: 'process_unwell', sign: 'not_in_room' }]);
	});

	it('forgets those that have ended', async () => {
		const { health, asked } = setUp();
		const gone = process(1);
		health.watch(gone.child);
		gone.says(serves);
		gone.dies();
		await seconds(120);
		expect(asked).toEqual([]);
	});

	it('ends with its worker', async () => {
		const { health } = setUp();
		const hung = process(1);
		health.watch(hung.child);
		await seconds(10);
		hung.hangs();
		health.close();
		await seconds(60);
		expect(hung.signals).toEqual([]);
	});
});
