/**
 * One step of a conversation, pure: what was seen on the server is folded in, the command is performed, and it is decided
 * what follows. The API does it before it saves, a replay does it again, and a dry run does nothing else.
 *
 * @module
 */
import { type Command, type CommandKind, type Performed, perform } from './commands.ts';
import { type Decision, decide } from './decide.ts';
import type { Facts } from './facts.ts';
import { type Observation, observe } from './observe.ts';
import type { Policy } from './policy.ts';
import { prune } from './prune.ts';

/** A look at the server for this step: `unknown`, when it did not answer; null: there was none. */
export type Look = Extract<Observation, { kind: 'looked_up' }> | 'unknown' | null;

export interface Considered<K extends CommandKind = CommandKind> extends Pick<Performed<K>, 'answer' | 'clearTurns'> {
	/** Null: there is no record and there shall be none. */
	readonly decision: Decision | null;
	/** What is to be saved. The same object as what is stored when nothing changed. */
	readonly facts: Facts | null;
}

export function consider<K extends CommandKind>(
	stored: Facts | null,
	command: Command<K>,
	look: Look,
	now: number,
	policy: Policy,
): Considered<K> {
	const seen = look === null || look === 'unknown' ? stored : observe(stored, look);
	const { facts, ...performed } = perform(command, seen, now, policy);
	const decision = facts === null ? null : decide(facts, now, policy);
	return { ...performed, decision, facts: decision && prune(decision.facts, now, policy) };
}
