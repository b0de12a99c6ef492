/**
 * What happens after a press: something is broken, and the page is watched until its call is whole again.
 *
 * @module
 */
import { losingWords, NETWORK_AWAY_MS, nothingToSeeWords, recoveryWords, refusalWords } from './break-words.ts';
import type { Break } from './breaks.ts';
import type { Control } from './control.ts';
import { broken, isWhole, type Recovery, recoveryAfter, type Shown } from './recovery.ts';

export interface PressingOptions {
	readonly control: Control;
	readonly network: { cut(): void; restore(): void };
	/** Loads the page anew. */
	readonly reload: () => void;
	/** Survives that. */
	readonly kept: { save(since: number): void; take(): number | null };
	/** What the page shows now. */
	readonly shown: () => Shown;
	readonly say: (words: string) => void;
	readonly after: (ms: number, callback: () => void) => void;
}

export interface Pressing {
	press(name: Break): void;
	/** The page may show something else. */
	changed(): void;
}

const ASK_EVERY_MS = 2_000;

export function makePressing({ control, network, reload, kept, shown, say, after }: PressingOptions): Pressing {
	let watched: { readonly name: Break; readonly recovery: Recovery } | null = null;
	/** Of the last press. What others bring is no news any more. */
	let turn = 0;

	function watch(name: Break, recovery: Recovery): void {
		watched = { name, recovery };
		changed();
	}

	function changed(): void {
		if (watched === null) return;
		const { name } = watched;
		const recovery = recoveryAfter(watched.recovery, shown());
		watched = { name, recovery };
		say(recoveryWords(name, recovery));
	}

	async function lose(mine: number): Promise<void> {
		let news = await control.lose();
		while (turn === mine) {
			if (news.outcome !== 'losing') return say(refusalWords('webhooks', news.outcome) ?? '');
			say(losingWords(news));
			if (news.leftMs === 0) return;
			await new Promise<void>((resolve) => after(ASK_EVERY_MS, resolve));
			if (turn === mine) news = await control.lost();
		}
	}

	async function kill(name: Break, mine: number): Promise<void> {
		const { outcome } = await control.kill(name);
		const refusal = refusalWords(name, outcome);
		if (turn !== mine || refusal === null) return;
		watched = null;
		say(refusal);
	}

	const back = kept.take();
	if (back !== null) watch('refresh', broken(back));

	return {
		changed,
		press(name) {
			turn += 1;
			const now = shown();
			watched = null;
			if (name === 'webhooks') {
				void lose(turn);
				return;
			}
			if (isWhole(now)) watch(name, broken(now.at));
			else say(nothingToSeeWords(name));
			if (name === 'refresh') {
				if (isWhole(now)) kept.save(now.at);
				reload();
			} else if (name === 'network') {
				network.cut();
				after(NETWORK_AWAY_MS, network.restore);
			} else void kill(name, turn);
		},
	};
}
