/**
 * The timers of the real code on the virtual clock: while a world lives, `setTimeout` is its clock's. One world at a time.
 *
 * @module
 */
import type { CallOff, Clock } from './clock.ts';

/** As much of Node's timers as the code that runs in a simulation uses. */
class VirtualTimer {
	readonly callOff: CallOff;
	constructor(callOff: CallOff) {
		this.callOff = callOff;
	}
	unref(): this {
		return this;
	}
}

let isInstalled = false;

/** @returns takes them out again */
export function installTimers(clock: Clock): () => void {
	if (isInstalled) throw new Error('two worlds at once: timers are global');
	isInstalled = true;
	const { setTimeout: realSet, clearTimeout: realClear } = globalThis;
	const set = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
		new VirtualTimer(clock.after(Number(ms), () => run(...args)));
	const clear = (timer: unknown) =>
		timer instanceof VirtualTimer ? timer.callOff() : realClear(timer as NodeJS.Timeout | undefined);
	Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
	return () => {
		Object.assign(globalThis, { setTimeout: realSet, clearTimeout: realClear });
		isInstalled = false;
	};
}
