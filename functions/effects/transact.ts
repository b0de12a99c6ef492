/**
 * One command on a conversation: load, perform, decide, save, run the effects, answer.
 *
 * @module
 */
import { RECENT_TURNS, readFacts, recordKey, writeFacts } from '../conversations/record.ts';
import type { Whose } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import { keepLedger } from '../operations/ledger.ts';
import { Problem } from '../problem.ts';
import { type Answer, type Command, type CommandKind, outcomeOf } from '../rooms/commands.ts';
import { type Considered, consider, type Look } from '../rooms/consider.ts';
import type { Decision } from '../rooms/decide.ts';
import type { Facts } from '../rooms/facts.ts';
import { isWorthNoting, noteOfActs, noteOfRefusal, noteOfStep, type SavedStep } from '../rooms/tape.ts';
import { traceOfRoom } from '../rooms/tombstones.ts';
import { transitions } from '../rooms/transitions.ts';
import type { Hit, Loaded } from '../store/port.ts';
import { countsOf, sayGivingUp, sayTransitions } from './counts.ts';
import { lookAt } from './look.ts';
import { type Done, runEffects } from './run.ts';

/** Contention is rare (one visitor a record); whoever loses this often meets a broken store. */
const ATTEMPTS = 8;

export interface Transacted<K extends CommandKind> {
	readonly answer: Answer<K>;
	readonly facts: Facts | null;
	readonly loaded: Loaded;
	readonly now: number;
	/** What was done, and what came of it. */
	readonly done: readonly Done[];
}

export interface TransactOptions {
	/** Look at the server in any case, or in none, or also when a room is adopted. By default when something hangs on it. */
	readonly look?: 'always' | 'adopting' | 'never';
	/** The server was looked at already. */
	readonly looked?: Look;
	/** The record was loaded already. */
	readonly loaded?: Loaded;
	/** Save although nothing has changed, so that the record gets its next deadline. */
	readonly touch?: boolean;
	readonly hits?: readonly Hit[];
	/** Counted when it is saved. */
	readonly counts?: Readonly<Record<string, number>>;
	/** Called once with what was loaded; throws to refuse. */
	readonly admit?: (loaded: Loaded, facts: Facts | null) => void | Promise<void>;
}

/**
 * Performs a command on the stored facts by compare-and-set.
 *
 * @throws Problem `store_unavailable` when the facts could not be saved; nothing was done then
 */
export async function transact<K extends CommandKind>(
	deps: Deps,
	whose: Whose,
	command: Command<K>,
	options: TransactOptions = {},
): Promise<Transacted<K>> {
	const key = recordKey(whose.stage, whose.conversation);
	let look: Look = options.looked ?? null;
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		const isFirst = attempt === 0;
		const hits = isFirst ? (options.hits ?? []) : [];
		const loaded = (isFirst && options.loaded) || (await deps.store.load(key, { last: RECENT_TURNS, hits }));
		const stored = loaded.value === null ? null : readFacts(loaded.value);
		if (isFirst) await options.admit?.(loaded, stored);
		const stepWith = stepOn(deps, command, { loaded, stored });
		let step = stepWith(look);
		if (look === null && step.decision !== null && isLookWanted(options, stored, step.decision)) {
			look = await lookAt(deps, whose, generationToLookAt(options, stored, step.decision));
			step = stepWith(look);
		}
		const { answer, facts, decision, now, clearTurns } = step;
		if (facts === null || decision === null) return { answer, facts, loaded, now, done: [] };
		const decided = { ...step, facts, decision };
		const isSaved = facts !== stored || options.touch === true;
		if (isSaved && (await save(deps, key, decided, options)) === 'conflict') continue;
		const done = await follow(deps, whose, decided, isSaved);
		const left = clearTurns ? { ...loaded, entries: [], before: null } : loaded;
		return { answer, facts, loaded: left, now, done };
	}
	throw new Problem('store_unavailable', 'Ask again.');
}

/** A command that wants a look in any case may close the room that it wants to be looked at. */
const generationToLookAt = ({ look }: TransactOptions, stored: Facts | null, { facts }: Decision): number =>
	look === 'always' && stored !== null ? stored.generation : facts.generation;

interface Step<K extends CommandKind = CommandKind> extends Considered<K> {
	readonly command: Command;
	readonly look: Look;
	readonly now: number;
	readonly loaded: Loaded;
	readonly stored: Facts | null;
}

/** There is a record, or shall be one. */
interface DecidedStep extends Step {
	readonly facts: Facts;
	readonly decision: Decision;
}

const stepOn =
	<K extends CommandKind>({ now: clock, policy }: Deps, command: Command<K>, found: Pick<Step, 'loaded' | 'stored'>) =>
	(look: Look): Step<K> => {
		const now = clock();
		const considered = consider(found.stored, command, look, now, policy);
		// TypeScript does not see that one kind is one of all of them.
		return { ...considered, ...found, look, now, command: command as Command };
	};

const isLookWanted = ({ look }: TransactOptions, stored: Facts | null, decision: Decision): boolean =>
	look === 'always' || (look === 'adopting' && stored === null) || (decision.look && look !== 'never');

async function save(
	deps: Deps,
	key: string,
	step: DecidedStep,
	{ counts }: TransactOptions,
): Promise<'saved' | 'conflict'> {
	const { facts, stored, decision, loaded, now, clearTurns = false } = step;
	return deps.store.save(key, writeFacts(facts), loaded.version, {
		fence: facts.epoch,
		deadline: decision.deadline,
		ttlMs: deps.policy.recordTtlMs,
		clearList: clearTurns,
		counts: countsOf(decision.effects, transitions(stored, facts, now), counts),
		...(facts === stored ? {} : { note: noteOfStep(notedOf(step)) }),
	});
}

/** What is done and said once it is saved. */
async function follow(deps: Deps, whose: Whose, step: DecidedStep, isSaved: boolean): Promise<readonly Done[]> {
	const { facts, stored, decision, now, look, answer } = step;
	const trace = traceOf(step);
	const noted = (text: string) => note(deps, recordKey(whose.stage, whose.conversation), text);
	if (isSaved) {
		sayTransitions(deps.log, transitions(stored, facts, now), trace);
		sayGivingUp(deps.log, decision.effects, trace);
	} else if (isWorthNoting(outcomeOf(answer))) {
		await noted(noteOfRefusal({ at: now, trace, command: step.command, outcome: outcomeOf(answer) }));
	}
	const done = await runEffects(deps, whose, decision.effects, (generation) => traceOfRoom(facts, generation));
	if (done.length > 0) await noted(noteOfActs({ at: deps.now(), trace, done }));
	await keepLedger(deps, whose, { stored, look, done, now });
	return done;
}

/** A room that is being closed had one. */
const traceOf = ({ facts, stored }: DecidedStep): string | null => facts.room.trace ?? stored?.room.trace ?? null;

function notedOf(step: DecidedStep): SavedStep {
	const { now, command, look, answer, decision, stored, loaded } = step;
	const { version } = loaded;
	return { at: now, trace: traceOf(step), command, look, outcome: outcomeOf(answer), decision, stored, version };
}

/** Nothing but people depends on it. */
const note = ({ store, log }: Deps, key: string, text: string): Promise<void> =>
	store.note(key, [text]).catch(() => log({ level: 'warn', event: 'note_lost' }));
