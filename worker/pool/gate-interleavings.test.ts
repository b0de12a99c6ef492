import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { formatRoomName } from '../../functions/protocol/names.ts';
import type { Protection } from './admit.ts';
import { type GateOutcome, makeGate } from './gate.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

type Acceptance = 'is heard' | 'hangs' | 'breaks' | 'is heard and breaks';
type Step =
	| { readonly do: 'offer'; readonly room: number; readonly acceptance: Acceptance }
	/** ECS answers the oldest request. */
	| { readonly do: 'protect'; readonly answer: Protection | 'breaks' }
	/** LiveKit assigns an accepted job. */
	| { readonly do: 'assign'; readonly which: number }
	/** A process has become warm. */
	| { readonly do: 'warm' }
	| { readonly do: 'end'; readonly which: number }
	| { readonly do: 'wait'; readonly ms: number };

const acceptance = fc.oneof(
	{ weight: 6, arbitrary: fc.constant<Acceptance>('is heard') },
	fc.constantFrom<Acceptance>('hangs', 'breaks', 'is heard and breaks'),
);
const step = fc.oneof<fc.Arbitrary<Step>[]>(
	fc.record({ do: fc.constant('offer'), room: fc.nat(9), acceptance }),
	fc.record({ do: fc.constant('offer'), room: fc.nat(9), acceptance }),
	fc.record({ do: fc.constant('protect'), answer: fc.constantFrom('held', 'held', 'blocked', 'refused', 'breaks') }),
	fc.record({ do: fc.constant('assign'), which: fc.nat(9) }),
	fc.record({ do: fc.constant('warm') }),
	fc.record({ do: fc.constant('end'), which: fc.nat(9) }),
	fc.record({ do: fc.constant('wait'), ms: fc.constantFrom(0, 50, 300, 1_900, 4_000, 8_000) }),
);
const history = fc.record({
	slots: fc.integer({ min: 1, max: 4 }),
	idle: fc.nat(2),
	steps: fc.array(step, { maxLength: 60 }),
});

/** agents: an assignment comes within 7.5 s or never, and a job that was assigned waits for a process, in order. */
function makePool(idle: number, tell: { assigned(job: string): void; launched(job: string): void }) {
	const accepted = new Map<string, number>();
	const assigned: string[] = [];
	const served = new Set<string>();
	let warm = idle;
	const isTooLate = (at: number) => Date.now() - at >= 7_500;
	const launch = () => {
		while (warm > 0 && assigned.length > 0) {
			warm -= 1;
			const job = assigned.shift() ?? '';
			served.add(job);
			tell.launched(job);
		}
	};
	return {
		served,
		accept: (job: string) => void accepted.set(job, Date.now()),
		assign(which: number) {
			const [job] = [...accepted].filter(([, at]) => !isTooLate(at)).slice(which)[0] ?? [];
			if (job === undefined) return;
			accepted.delete(job);
			assigned.push(job);
			tell.assigned(job);
			launch();
		},
		becomeWarm() {
			warm += 1;
			launch();
		},
		end: (which: number) => void served.delete([...served][which] ?? ''),
		/** Calls, and what can still become one. */
		carries: () => served.size + assigned.length + [...accepted.values()].filter((at) => !isTooLate(at)).length,
		isWaiting: () => assigned.length > 0,
	};
}

it('whatever is offered, launched, lost and ended when, never more than the slots are taken', { timeout: 60_000 }, () =>
	fc.assert(
		fc.asyncProperty(history, async ({ slots, idle, steps }) => {
			const pool = makePool(idle, { assigned: (job) => gate.assigned(job), launched: (job) => gate.launched(job) });
			const requests: { grant(protection: Protection): void; breaks(): void }[] = [];
			const answers: { at: number; outcome?: GateOutcome; after?: number }[] = [];
			const gate = makeGate({
				...{ stage: 'test', slots, listens: 'text', now: Date.now, log() {} },
				isStopping: () => false,
				isCordoned: () => false,
				served: () => pool.served,
				protection: {
					look: () => 'unasked',
					protect: () =>
						new Promise((grant, reject) => requests.push({ grant, breaks: () => reject(new Error('broken')) })),
				},
			});
			const offer = (id: string, room: number, how: Acceptance) => {
				const answer: (typeof answers)[number] = { at: Date.now() };
				answers.push(answer);
				const name = formatRoomName({ stage: 'test', conversation: `conversation-${room}`, generation: 1 });
				void gate
					.answer({
						id,
						room: { name, creationTimeMs: 0n },
						async accept() {
							if (how !== 'breaks') pool.accept(id);
							if (how === 'hangs') await new Promise(() => {});
							if (how !== 'is heard') throw new Error('broken');
						},
						async reject() {},
					})
					.then((outcome) => {
						answer.outcome = outcome;
						answer.after = Date.now() - answer.at;
					});
			};
			for (const [index, one] of steps.entries()) {
				if (one.do === 'offer') offer(`AJ_${index}`, one.room, one.acceptance);
				if (one.do === 'protect') {
					const request = requests.shift();
					if (one.answer === 'breaks') request?.breaks();
					else request?.grant(one.answer);
				}
				if (one.do === 'assign') pool.assign(one.which);
				if (one.do === 'warm') pool.becomeWarm();
				if (one.do === 'end') pool.end(one.which);
				if (one.do === 'wait') await vi.advanceTimersByTimeAsync(one.ms);
				await vi.advanceTimersByTimeAsync(0);
				expect(pool.carries()).toBeLessThanOrEqual(slots);
				expect(pool.carries()).toBeLessThanOrEqual(gate.taken());
			}
			// Everybody was answered, and every slot comes back.
			while (pool.isWaiting()) pool.becomeWarm();
			pool.becomeWarm();
			while (pool.served.size > 0) pool.end(0);
			await vi.advanceTimersByTimeAsync(2_000);
			for (const { after = Number.POSITIVE_INFINITY } of answers) expect(after).toBeLessThanOrEqual(2_000);
			await vi.advanceTimersByTimeAsync(7_500);
			expect(gate.taken()).toBe(0);
		}),
		{ numRuns: 300 },
	),
);
