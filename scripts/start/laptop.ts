import { hostname, userInfo } from 'node:os';

/** Who works on which machine. In a container a user may have no name. */
export function thisLaptop(): { readonly user: string; readonly host: string } {
	try {
		return { user: userInfo().username, host: hostname() };
	} catch {
		return { user: String(process.getuid?.() ?? ''), host: hostname() };
	}
}
