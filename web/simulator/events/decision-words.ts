/**
 * Decisions of Greenroom in words.
 *
 * @module
 */
import type { CommandKind } from '../../../functions/rooms/commands.ts';
import type { Effect } from '../../../functions/rooms/decide.ts';
import { readEntry, type StepEntry } from '../../../functions/rooms/tape.ts';
import { agentOf } from './names.ts';

const causes: Readonly<Record<CommandKind, string>> = {
	ask: 'a page asked for a token',
	call_agent: 'a page saw no agent',
	close: 'somebody hung up',
	forget: 'somebody wants everything forgotten',
	claim: 'an agent asked to serve the room',
	observe: 'news of the room came',
	write: 'the agent reported',
	sweep: 'its deadline had come',
};

export const causeOf = ({ command, outcome }: StepEntry): string =>
	`${causes[command.kind]}: ${outcome.replaceAll('_', ' ')}`;

/** Null: it is only counted. */
export function wordsOfEffect(effect: Effect): string | null {
	switch (effect.kind) {
		case 'dispatch':
			return `ask LiveKit for an agent${effect.attempt > 1 ? ` (try ${effect.attempt})` : ''}`;
		case 'give_up':
			return 'say that no agent comes';
		case 'delete_room':
			return effect.again ? 'delete the room once more' : `close the room (${effect.reason.replaceAll('_', ' ')})`;
		case 'remove_participant':
			return `put ${agentOf(effect.identity)} out (${effect.reason.replaceAll('_', ' ')})`;
		case 'count':
			return null;
	}
}

export const effectsOf = ({ effects }: StepEntry): readonly string[] =>
	effects.flatMap((effect) => wordsOfEffect(effect) ?? []);

/** A save's note; null: it has none. */
export function stepOf(note: string | null): StepEntry | null {
	const entry = note === null ? null : readEntry(note);
	return entry?.kind === 'step' ? entry : null;
}
