/** A small PDF with one line of text a page; an empty line makes a page without text, as a scan has it. */
export function tinyPdf(lines: string[], trailer = ""): Buffer {
  const kids = lines.map((_, n) => `${4 + 2 * n} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${lines.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...lines.flatMap((line, n) => {
      const drawn = line === "" ? "" : `BT /F1 18 Tf 20 100 Td (${line}) Tj ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * n} 0 R >>`,
        `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ];
    }),
  ];
  return asPdf(objects, trailer);
}

/** A page of forms, each of which shows the next one ten times: a few kilobytes that no reader ever finishes. */
export function endlessPdf(levels = 40): Buffer {
  const stream = (head: string, drawn: string) =>
    `<< ${head} /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`;
  const font = "/Font << /F1 3 0 R >>";
  const forms = Array.from({ length: levels }, (_, n) => {
    const isLast = n === levels - 1;
    const head = `/Type /XObject /Subtype /Form /BBox [0 0 400 200] /Resources << ${font}${isLast ? "" : ` /XObject << /Fm ${7 + n} 0 R >>`} >>`;
    return stream(head, isLast ? "BT /F1 9 Tf (x) Tj ET" : "/Fm Do ".repeat(10));
  });
  return asPdf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Resources << ${font} /XObject << /Fm 6 0 R >> >> /Contents 5 0 R >>`,
    stream("", "/Fm Do ".repeat(10)),
    ...forms,
  ]);
}

function asPdf(objects: string[], trailer = ""): Buffer {
  let body = "%PDF-1.4\n";
  const at = objects.map((object, n) => {
    const start = body.length;
    body += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const rows = at.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows}`;
  return Buffer.from(
    `${body}${table}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${body.length}\n%%EOF\n`,
    "latin1",
  );
}

/** What a PDF that asks for a password has in its trailer. */
export const locked =
  "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 " +
  `/O <${"41".repeat(32)}> /U <${"42".repeat(32)}> >>`;
