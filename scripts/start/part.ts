import type { Command, StopStep } from '../processes/process-group.ts';
import { type LogLine, lastWord } from './log-line.ts';
import type { Readiness } from './readiness.ts';

export type PartName = 'livekit' | 'store' | 'api' | 'worker' | 'page';

/** One of the things that `npm start` starts. */
export interface PartSpec {
	readonly name: PartName;
	/** What people call it. */
	readonly title: string;
	readonly command: Command;
	readonly ready: Readiness;
	/** Milliseconds from its start until it has to be ready. */
	readonly readyWithinMs: number;
	readonly stop: readonly StopStep[];
	readonly whenItDies: 'all ends' | 'restart';
}

/** How a life of a part ended. */
export interface Death {
	readonly part: PartName;
	readonly title: string;
	readonly how: string;
	/** It had been ready before. */
	readonly ready: boolean;
	readonly livedMs: number;
	readonly lastLines: readonly LogLine[];
}

/** A part died, or was ended, before it was ready. */
export class PartDied extends Error {
	override readonly name = 'PartDied';
	readonly death: Death;
	constructor(death: Death) {
		super(sayDeath(death));
		this.death = death;
	}
}

/** Which part, and how. */
export const nameDeath = ({ title, how, ready }: Death): string =>
	`${title} ended${ready ? '' : ' before it was ready'}: ${how}.`;

/** In words for people, with the last lines. Who was ready may have had calls: what was said in them does not show. */
export function sayDeath(death: Death): string {
	const { ready, lastLines } = death;
	const what = nameDeath(death);
	const shown = lastLines.map((line) => (ready ? lastWord(line) : line.text)).filter((text) => text !== null);
	return shown.length === 0 ? what : `${what} Its last lines:\n${shown.map((line) => `  ${line}`).join('\n')}`;
}
