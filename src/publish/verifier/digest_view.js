// How a digest that the reader typed differs from those of the announcements in the file. The digests of the
// file are not shown: whoever copied them into the field would have compared nothing.
function why_digest_differs(yours, report, file) {
  if (report.draws.some((draw) => draw.seal === yours || draw.head === yours)) {
    return phrase("digest_is_seal");
  }
  if (file !== null && file.digest === yours) {
    return phrase("digest_is_disclosure");
  }
  const by_other_hashes = report.draws.flatMap((draw) => draw.by_other_hashes);
  const other = by_other_hashes.find((one) => one.digest === yours);
  if (other !== undefined) {
    return phrase("digest_by_other_hash", { given: other.given, own: other.own });
  }
  const places = (digest) => Array.from(digest).map((_, i) => i).filter((i) => digest[i] !== yours[i]);
  const [closest] = report.draws
    .map((draw) => places(draw.announcement))
    .sort((one, other) => one.length - other.length);
  if (closest === undefined || closest.length > 2) {
    return phrase("digest_other");
  }
  const groups = new Set(closest.map((place) => Math.floor(place / 4) + 1));
  return phrase("digest_close", {
    count: closest.length,
    groups: Array.from(groups, (group) => phrase("group", { group })),
  });
}
