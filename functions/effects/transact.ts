/**
 * One command or observation on a conversation: load, fold, decide, save, run the effects, answer.
 *
 * @module
 */
import { RECENT_TURNS, readFacts, recordKey, writeFacts } from '../conversations/record.ts';
import type { Whose } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { type Decision, decide } from '../rooms/decide.ts';
import type { Facts } from '../rooms/facts.ts';
import type { Loaded } from '../store/port.ts';
import { runEffects } from './run.ts';

/** Contention is rare (one visitor a record); whoever loses this often meets a broken store. */
const ATTEMPTS = 8;

/** What a step made of the facts; the same object means that nothing changed and nothing is saved. */
export interface Step<A> {
	/** Null: there is no record and there shall be none. */
	readonly facts: Facts | null;
	readonly answer: A;
	readonly clearTurns?: boolean;
}

export interface Transacted<A> {
	readonly answer: A;
	readonly facts: Facts | null;
	readonly loaded: Loaded;
	readonly now: number;
}

/**
 * Applies `step` to the stored facts by compare-and-set. The step is pure and may run several times.
 *
 * @throws Problem `store_unavailable` when the facts could not be saved; nothing was done then
 */
export async function transact<A>(
	deps: Deps,
	whose: Whose,
	step: (facts: Facts | null, now: number) => Step<A>,
): Promise<Transacted<A>> {
	const key = recordKey(whose.stage, whose.conversation);
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		const loaded = await deps.store.load(key, { last: RECENT_TURNS });
		const before = loaded.value === null ? null : readFacts(loaded.value);
		const now = deps.now();
		const { facts, answer, clearTurns = false } = step(before, now);
		if (facts === null) return { answer, facts, loaded, now };
		const decision = decide(facts, now, deps.policy);
		if (facts !== before && (await save(deps, key, loaded, facts, decision, clearTurns)) === 'conflict') continue;
		await runEffects(deps, whose, decision.effects);
		return { answer, facts, loaded: clearTurns ? { ...loaded, entries: [], before: null } : loaded, now };
	}
	throw new Problem('store_unavailable', 'Ask again.');
}

const save = (deps: Deps, key: string, loaded: Loaded, facts: Facts, decision: Decision, clearList: boolean) =>
	deps.store.save(key, writeFacts(facts), loaded.version, {
		fence: facts.epoch,
		deadline: decision.deadline,
		ttlMs: deps.policy.recordTtlMs,
		clearList,
	});
