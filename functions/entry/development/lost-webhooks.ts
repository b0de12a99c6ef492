/** LiveKit's webhooks, lost on purpose for a while. */
export interface LostWebhooks {
	/** From now on, for a while. */
	lose(): LosingWebhooks;
	/** Whether one that comes now is lost; it is counted then. */
	isLost(): boolean;
	soFar(): LosingWebhooks;
}

export interface LosingWebhooks {
	readonly lost: number;
	/** 0: they arrive again. */
	readonly leftMs: number;
}

const FOR_MS = 60_000;

/** @param now milliseconds */
export function makeLostWebhooks(now: () => number): LostWebhooks {
	let until = Number.NEGATIVE_INFINITY;
	let lost = 0;
	const soFar = () => ({ lost, leftMs: Math.max(0, until - now()) });
	return {
		lose() {
			lost = 0;
			until = now() + FOR_MS;
			return soFar();
		},
		isLost() {
			if (now() >= until) return false;
			lost += 1;
			return true;
		},
		soFar,
	};
}
