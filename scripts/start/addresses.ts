import { anyPorts, anyUdpPort, nextFreePort } from './ports.ts';

/** Every port of one start. */
export interface Addresses {
	/** What people open. */
	readonly page: number;
	/** The page's, unless vite serves that one. */
	readonly api: number;
	readonly livekit: number;
	readonly livekitUdp: number;
	readonly worker: number;
	readonly store: number;
}

/**
 * Finds a port for everything.
 *
 * @param wanted `any` leaves it to the system, for starts beside others; livekit is `null` where none is started
 * @param say is told when a wanted port is taken
 */
export async function chooseAddresses(
	wanted: { readonly page: number; readonly livekit: number | null } | 'any',
	{ reload, say }: { readonly reload: boolean; readonly say: (line: string) => void },
): Promise<Addresses> {
	const [anyPage = 0, anyLivekit = 0, worker = 0, store = 0, behind = 0] = await anyPorts(5);
	const livekitUdp = await anyUdpPort();
	const behindOthers = { livekitUdp, worker, store };
	if (wanted === 'any') return { page: anyPage, api: reload ? behind : anyPage, livekit: anyLivekit, ...behindOthers };
	const page = await nextFreePort(wanted.page, []);
	if (page !== wanted.page) say(`Port ${wanted.page} is taken: the page is on ${page}.`);
	let livekit = anyLivekit;
	if (wanted.livekit !== null) {
		livekit = await nextFreePort(wanted.livekit, [page]);
		if (livekit !== wanted.livekit) say(`Port ${wanted.livekit} is taken: livekit-server is on ${livekit}.`);
	}
	return { page, api: reload ? behind : page, livekit, ...behindOthers };
}
