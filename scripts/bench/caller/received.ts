/**
 * What WebRTC says of the sound that it has received: how much of it was made up because the real one came too late.
 *
 * @module
 */
import type { Room } from '@livekit/rtc-node';

/** In samples. */
export interface Received {
	readonly all: number;
	/** Made up in the middle of sound: what a person hears as a stutter. */
	readonly concealed: number;
	readonly packetsLost: number;
}

const NOTHING: Received = { all: 0, concealed: 0, packetsLost: 0 };

export async function receivedIn(room: Room | null): Promise<Received> {
	const stats = await room?.getRtcStats().catch(() => null);
	const all = [...(stats?.publisherStats ?? []), ...(stats?.subscriberStats ?? [])];
	return all.reduce<Received>((sum, { stats: of }) => {
		if (of.case !== 'inboundRtp') return sum;
		const { inbound, received } = of.value;
		return {
			all: sum.all + Number(inbound?.totalSamplesReceived ?? 0),
			concealed: sum.concealed + Number(inbound?.concealedSamples ?? 0) - Number(inbound?.silentConcealedSamples ?? 0),
			packetsLost: sum.packetsLost + Number(received?.packetsLost ?? 0),
		};
	}, NOTHING);
}

export const since = (before: Received, now: Received): Received => ({
	all: now.all - before.all,
	concealed: now.concealed - before.concealed,
	packetsLost: now.packetsLost - before.packetsLost,
});
