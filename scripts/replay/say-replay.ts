/**
 * A tape for people to read: what was asked, what was decided, what came of it, and where it is decided otherwise now.
 *
 * @module
 */
import type { Command } from '../../functions/rooms/commands.ts';
import type { Effect } from '../../functions/rooms/decide.ts';
import type { Replayed } from '../../functions/rooms/replay.ts';
import type { TapeEntry } from '../../functions/rooms/tape.ts';

/** The tape in its order, each step with what the core makes of it now. */
export function sayReplay(tape: readonly TapeEntry[], steps: readonly Replayed[]): string {
	const replayed = new Map(steps.map((step) => [step.entry, step]));
	const begin = tape[0]?.at ?? 0;
	const lines = tape.flatMap((entry) => {
		const after = `${((entry.at - begin) / 1000).toFixed(3)} s`.padStart(12);
		const [first = '', ...rest] = sayEntry(entry, entry.kind === 'step' ? replayed.get(entry) : undefined);
		return [`${after}  ${first}`, ...rest.map((line) => `${' '.repeat(14)}${line}`)];
	});
	const differing = steps.filter(({ differs }) => differs.length > 0).length;
	const left = tape.filter(({ kind }) => kind === 'step').length - steps.length;
	const summary = [
		`${steps.length} steps, ${differing === 0 ? 'all decided as they were' : `${differing} decided otherwise`}`,
		...(left > 0 ? [`${left} before the first record on the tape, not replayed`] : []),
	];
	return [...lines, '', summary.join('; ')].join('\n');
}

function sayEntry(entry: TapeEntry, step: Replayed | undefined): string[] {
	switch (entry.kind) {
		case 'acts':
			return [`  ${entry.acts.map(({ what, outcome }) => `${what} -> ${outcome}`).join(', ')}`];
		case 'refusal':
			return [`${sayCommand(entry.command)} -> refused: ${entry.outcome}`];
		case 'step': {
			const look = entry.look === null ? '' : entry.look === 'unknown' ? ', LiveKit silent' : ', looked';
			const effects = entry.effects.filter(({ kind }) => kind !== 'count').map(sayEffect);
			const does = effects.length === 0 ? '' : ` => ${effects.join(', ')}`;
			return [`${sayCommand(entry.command)}${look} -> ${entry.outcome}${does}`, ...sayDifferences(step)];
		}
	}
}

function sayDifferences(step: Replayed | undefined): string[] {
	if (step === undefined) return [];
	return step.differs.map((what) => {
		if (what === 'record') return 'OTHERWISE: the record on the tape is another one';
		return `OTHERWISE: ${what} ${JSON.stringify(step.entry[what])} is now ${JSON.stringify(step[what])}`;
	});
}

function sayCommand(command: Command): string {
	switch (command.kind) {
		case 'observe':
			return `${command.event === null ? 'report' : 'webhook'} ${command.observation.kind}`;
		case 'write':
			return `agent, epoch ${command.writer.epoch}: ${command.written.what}`;
		case 'claim':
			return `claim by ${command.jobId}`;
		case 'close':
			return `close: ${command.reason}`;
		default:
			return command.kind;
	}
}

const sayEffect = (effect: Effect): string => ('reason' in effect ? `${effect.kind} (${effect.reason})` : effect.kind);
