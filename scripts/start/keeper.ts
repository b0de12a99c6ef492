import { setTimeout as wait } from 'node:timers/promises';
import { beginLife, type Life, type Surroundings } from './life.ts';
import { type Death, nameDeath, PartDied, type PartSpec, sayDeath } from './part.ts';
import { afterDeath, type Lives, lived, noLives } from './restart-policy.ts';

/** Keeps one part alive, life after life. */
export interface Keeper {
	/** Of the current life; `null` between two. */
	readonly pid: number | null;
	/**
	 * Resolves when the part is ready.
	 *
	 * @throws PartDied when it cannot be brought to that
	 */
	start(): Promise<void>;
	/**
	 * Ends the current life on purpose and begins another. A newer request takes over from an older one.
	 *
	 * @throws PartDied when the new life does not become ready
	 */
	restart(how?: { readonly killed?: boolean; readonly downMs?: number }): Promise<void>;
	stop(): Promise<void>;
	kill(): void;
}

interface Kept extends Surroundings {
	readonly say: (line: string) => void;
	/** The part was ready and has died, and it is not one that is started again. */
	readonly onEnd: (death: Death) => void;
}

export function keep(spec: PartSpec, around: Kept): Keeper {
	let life: Life | null = null;
	/** What was asked of the part last. Aborted: something else has been asked since. */
	let wish = new AbortController();

	function nextWish(): AbortSignal {
		wish.abort();
		wish = new AbortController();
		return wish.signal;
	}

	async function live(wished: AbortSignal, former: Lives): Promise<void> {
		for (let lives = former; ; ) {
			const current = beginLife(spec, around);
			life = current;
			void current.ended.then(() => {
				if (life === current) life = null;
			});
			const outcome = await current.ready;
			if (outcome === 'ready') {
				void mend(current, wished, lives);
				return;
			}
			if (outcome === 'too late') current.kill();
			const end = await current.ended;
			const death = outcome === 'too late' ? { ...end, how: `not ready after ${spec.readyWithinMs / 1000} s` } : end;
			lives = await pauseAfter(death, wished, lives);
		}
	}

	/** Waits for the death of a life that was ready. */
	async function mend(current: Life, wished: AbortSignal, lives: Lives): Promise<void> {
		const death = await current.ended;
		if (wished.aborted) return;
		if (spec.whenItDies === 'all ends') {
			around.onEnd(death);
			return;
		}
		try {
			await live(wished, await pauseAfter(death, wished, lives));
		} catch (error) {
			if (!(error instanceof PartDied)) throw error;
			if (!wished.aborted) around.onEnd(error.death);
		}
	}

	/** @throws PartDied when there shall be no next life */
	async function pauseAfter(death: Death, wished: AbortSignal, former: Lives): Promise<Lives> {
		const lives = lived(former, { ms: death.livedMs, ready: death.ready });
		const next = afterDeath(lives);
		if (wished.aborted || spec.whenItDies === 'all ends' || next.verdict === 'give up') throw new PartDied(death);
		// One that was never ready may die the same death again: its last lines are told when it is given up.
		around.say(`${death.ready ? sayDeath(death) : nameDeath(death)}\nStarting the ${spec.title} again.`);
		await wait(next.inMs, undefined, { signal: wished }).catch(() => Promise.reject(new PartDied(death)));
		return lives;
	}

	return {
		get pid() {
			return life?.pid ?? null;
		},
		start: () => live(nextWish(), noLives),
		async restart({ killed = false, downMs = 0 } = {}) {
			const wished = nextWish();
			const former = life;
			if (killed) former?.kill();
			else await former?.end();
			await former?.ended;
			await wait(downMs, undefined, { signal: wished }).catch(() => {});
			if (!wished.aborted) await live(wished, noLives);
		},
		async stop() {
			nextWish();
			const last = life;
			await last?.end();
			await last?.ended;
		},
		kill() {
			nextWish();
			life?.kill();
		},
	};
}
