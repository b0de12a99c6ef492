import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentIdentity } from '../../protocol/names.ts';
import { asWriter, claim, claimState, isLive, type Writer } from '../claims.ts';
import { close, forget } from '../closing.ts';
import { observe } from '../observe.ts';
import { asked, policy, t0 } from '../testing.ts';
import { chaos, play } from './chaos.ts';
import type { Saved } from './world.ts';

const jobs = ['a', 'b', 'c'] as const;
const step = fc.record({
	after: fc.oneof(fc.nat(1_000), fc.nat(40_000)),
	act: fc.constantFrom('claim', 'claim', 'claim', 'lost', 'close', 'forget'),
	jobId: fc.constantFrom(...jobs),
});

describe('P4: a stale epoch', () => {
	it('writes nothing: only the last grant of the open room does, until it is reported lost', {
		timeout: 60_000,
	}, () => {
		fc.assert(
			fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
				let now = t0;
				let facts = asked;
				const granted: Writer[] = [];
				/** Who may write. */
				let serving: Writer | null = null;
				for (const { after, act, jobId } of steps) {
					now += after;
					const before = facts.epoch;
					const { generation } = facts;
					if (act === 'claim') {
						const result = claim(facts, { generation, jobId }, now, policy);
						facts = result.facts;
						if (result.outcome === 'granted') {
							serving = { generation, jobId, epoch: result.epoch };
							granted.push(serving);
						}
					} else if (act === 'lost') {
						facts = observe(facts, { kind: 'job_lost', generation, at: now, jobId }) ?? facts;
						if (serving?.jobId === jobId) serving = null;
					} else {
						facts = act === 'close' ? close(facts, generation, 'hung_up', now).facts : forget(facts, now);
						serving = null;
					}
					expect(facts.epoch).toBeGreaterThanOrEqual(before);
					for (const writer of granted) {
						expect(asWriter(facts, writer, now) !== null).toBe(writer === serving);
						const here = { ...writer, generation: facts.generation };
						if (writer !== serving) expect(asWriter(facts, here, now)).toBeNull();
						// Turns are refused by the store below its fence, which is the record's epoch.
						if (writer !== granted.at(-1)) expect(writer.epoch).toBeLessThan(facts.epoch);
					}
				}
			}),
			{ numRuns: 3_000 },
		);
	});

	it('causes nothing: the serving agent is never put out, and none is called beside it', { timeout: 60_000 }, () => {
		const isWrong = ({ facts: { room }, effects, at }: Saved) =>
			isLive(claimState(room, at, policy)) &&
			effects.some(
				(effect) =>
					effect.kind === 'dispatch' ||
					(effect.kind === 'remove_participant' && effect.identity === agentIdentity(room.claim?.jobId ?? '')),
			);
		fc.assert(
			fc.property(chaos, (chosen) => {
				const wrong: Saved[] = [];
				play(chosen, { onSaved: (saved) => isWrong(saved) && wrong.push(saved) });
				expect(wrong).toEqual([]);
			}),
			{ numRuns: 1_500 },
		);
	});
});
