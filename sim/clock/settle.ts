/**
 * Lets everything that can go on go on. No part of a simulated world waits for anything but the virtual clock, so all that
 * is left is promises, and Node takes the next tick when they are done.
 *
 * @module
 */
export async function settle(): Promise<void> {
	// A tick that is asked for outside of a promise's continuation would come before them.
	await null;
	await new Promise<void>((resolve) => {
		process.nextTick(resolve);
	});
}
