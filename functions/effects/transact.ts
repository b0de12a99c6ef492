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
import { observe } from '../rooms/observe.ts';
import { prune } from '../rooms/prune.ts';
import type { Hit, Loaded } from '../store/port.ts';
import { type Looked, lookAt } from './look.ts';
import { type Ran, runEffects } from './run.ts';

/** Contention is rare (one visitor a record); whoever loses this often meets a broken store. */
const ATTEMPTS = 8;

/** What a step made of the facts; the same object means that nothing changed and nothing is saved. */
export interface Step<A> {
	/** Null: there is no record and there shall be none. */
	readonly facts: Facts | null;
	readonly answer: A;
	readonly clearTurns?: boolean;
}

export interface Transacted<A> extends Ran {
	readonly answer: A;
	readonly facts: Facts | null;
	readonly loaded: Loaded;
	readonly now: number;
}

export interface TransactOptions {
	/** Look at the server in any case, or in none, or also when a room is adopted. By default when something hangs on it. */
	readonly look?: 'always' | 'adopting' | 'never';
	/** Save although nothing has changed, so that the record gets its next deadline. */
	readonly touch?: boolean;
	readonly hits?: readonly Hit[];
	/** Called once with what was loaded; throws to refuse. */
	readonly admit?: (loaded: Loaded, facts: Facts | null) => void | Promise<void>;
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
	options: TransactOptions = {},
): Promise<Transacted<A>> {
	const { look, touch = false, hits = [], admit } = options;
	const key = recordKey(whose.stage, whose.conversation);
	let looked: Looked | null = null;
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		const loaded = await deps.store.load(key, { last: RECENT_TURNS, hits: attempt === 0 ? hits : [] });
		const stored = loaded.value === null ? null : readFacts(loaded.value);
		if (attempt === 0) await admit?.(loaded, stored);
		let outcome = apply(deps, stored, step, looked);
		const { decision: first } = outcome;
		const isWanted = look === 'always' || (look === 'adopting' && stored === null);
		if (looked === null && first !== null && (isWanted || (first.look && look !== 'never'))) {
			looked = await lookAt(deps, whose, first.facts.generation);
			outcome = apply(deps, stored, step, looked);
		}
		const { answer, decision, clearTurns, now } = outcome;
		if (decision === null) return { answer, facts: null, loaded, now, dispatchId: null };
		const facts = prune(decision.facts, now, deps.policy);
		const changed = facts !== stored || touch;
		if (changed && (await save(deps, key, loaded, facts, decision, clearTurns)) === 'conflict') continue;
		const ran = await runEffects(deps, whose, decision.effects);
		const left = clearTurns ? { ...loaded, entries: [], before: null } : loaded;
		return { answer, facts, loaded: left, now, ...ran };
	}
	throw new Problem('store_unavailable', 'Ask again.');
}

interface Applied<A> {
	readonly answer: A;
	readonly clearTurns: boolean;
	readonly now: number;
	readonly decision: Decision | null;
}

function apply<A>(
	{ now: clock, policy }: Deps,
	stored: Facts | null,
	step: (facts: Facts | null, now: number) => Step<A>,
	looked: Looked | null,
): Applied<A> {
	const now = clock();
	const seen = looked?.outcome === 'looked' ? observe(stored, looked.observation) : stored;
	const { facts, answer, clearTurns = false } = step(seen, now);
	return { answer, clearTurns, now, decision: facts === null ? null : decide(facts, now, policy) };
}

const save = (deps: Deps, key: string, loaded: Loaded, facts: Facts, decision: Decision, clearList: boolean) =>
	deps.store.save(key, writeFacts(facts), loaded.version, {
		fence: facts.epoch,
		deadline: decision.deadline,
		ttlMs: deps.policy.recordTtlMs,
		clearList,
	});
