/**
 * The conversation as a plain text that somebody keeps.
 *
 * @module
 */
import type { Turn } from '../../../functions/protocol/conversation.ts';

const two = (n: number): string => String(n).padStart(2, '0');

/** Years first, in the time of this machine: such names sort by time. */
const dayOf = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
const timeOf = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;

function line({ role, text, at, interrupted }: Turn): string {
	const when = new Date(at);
	return `[${dayOf(when)} ${timeOf(when)}] ${role === 'user' ? 'You' : 'Agent'}: ${text}${interrupted === true ? ' (interrupted)' : ''}`;
}

/** One line for each turn, oldest first. */
export const asText = (turns: readonly Turn[]): string => turns.map((turn) => `${line(turn)}\n`).join('');

export const textFileName = (now: number): string => `conversation-${dayOf(new Date(now))}.txt`;
