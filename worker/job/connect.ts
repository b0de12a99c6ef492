/**
 * Connecting with a deadline of our own.
 *
 * @module
 */
import { AutoSubscribe, type JobContext } from '@livekit/agents';
import { within } from '../within.ts';

/** False when it failed or took too long: the job then ends, and whoever waits gets another one. */
export async function connectWithin(ctx: JobContext, withinMs: number): Promise<boolean> {
	const connected = ctx.connect(undefined, AutoSubscribe.AUDIO_ONLY).then(
		() => true,
		() => false,
	);
	return (await within(withinMs, connected)) ?? false;
}
