export interface Lockfile {
	readonly packages: Readonly<
		Record<string, { readonly version?: string; readonly optional?: boolean; readonly devOptional?: boolean }>
	>;
}

/** What differs between a lockfile and an installation, in words; empty when the installation is fresh. */
export function whatIsStale(wanted: Lockfile, installed: Lockfile | null): string[];
