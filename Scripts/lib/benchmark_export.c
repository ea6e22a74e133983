// A large, made-up export for measuring speed: rows in order of time, the fifteen plain columns, a few planted bursts.
//
//   cc -O2 -o benchmark_export benchmark_export.c
//   ./benchmark_export ROWS [SEED] > export.csv
//
// The same arguments give the same bytes. Amounts and mixes only have to be plausible; what matters for a measurement
// is what parsing and windows see: quoted memos with doubled quotes, non-ASCII names, time zones, many accounts of very
// uneven activity, and a small share of accounts whose postings satisfy the rules of Scripts/lib/duckdb_rules.sql.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS = 90, ROWS_PER_ACCOUNT = 20, BURST_SHARE = 400, BURST_LENGTH = 12, LINE_ROOM = 512, BUFFER = 1 << 20 };
enum channel { CASH, ATM, WIRE, ACH, P2P, CARD, CRYPTO, CHECK };

static const char *const channel_names[] = {"cash", "atm", "wire", "ach", "p2p", "card", "crypto", "check"};
// In thousandths of all ordinary rows, and what share of each is money coming in.
static const int channel_share[] = {50, 80, 40, 150, 150, 450, 30, 50};
static const int credit_percent[] = {100, 0, 45, 45, 48, 4, 40, 50};

static const struct { const char *code; int zone; int zip; } states[] = {
  {"AZ", -7, 85001}, {"CA", -8, 90001}, {"CO", -7, 80201}, {"FL", -5, 33101}, {"GA", -5, 30301}, {"IL", -6, 60601},
  {"NC", -5, 27601}, {"NJ", -5, 7101},  {"NM", -7, 87101}, {"NV", -8, 89101}, {"NY", -5, 10001}, {"OH", -5, 43201},
  {"OR", -8, 97201}, {"PA", -5, 19101}, {"TX", -6, 75201}, {"WA", -8, 98101}};
static const char *const countries[] = {"MX", "GT", "HN", "SV", "PH", "TH", "CO", "NG", "CA", "GB", "IN", "PL"};
static const char *const given[] = {"Ada", "Ben", "Chloé", "Dana", "Emil", "Farah", "Gus", "Hana",
                                    "Ivo", "Jun", "Kofi", "Lena", "Mina", "Noor", "Omar", "Zoë"};
static const char *const family[] = {"Abbott", "Baker", "Costa", "Diaz", "Evans", "Flores", "Grant", "Haddad",
                                     "Ito", "Jensen", "Khan", "Lund", "Muñoz", "Novak", "O'Brien", "Tran"};
static const char *const shops[] = {"Orchard Grocers", "Quick Fuel", "Blue Door Diner", "Corner Pharmacy",
                                    "Thread and Button", "Everything Online", "Metro Transit", "Harbor Hotels"};
static const int shop_category[] = {5411, 5541, 5812, 5912, 5651, 5999, 4111, 7011};
static const char *const memos[] = {"rent", "lunch", "invoice 4471", "thanks", "car payment", "gift", "utilities", "tickets"};
static const char *const loaded_words[] = {"crossing fee", "guide fee", "coyote", "escort ad", "outcall", "recruitment fee"};

// SplitMix64 (Sebastiano Vigna, public domain).
static uint64_t mixed(uint64_t z) {
  z += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static uint64_t state;
static uint32_t below(uint32_t limit) {
  state += 0x9E3779B97F4A7C15u;
  return (uint32_t)(((mixed(state) >> 32) * limit) >> 32);
}

struct row {
  int64_t second;  // UTC, from the first midnight
  uint32_t account, other;
  int64_t cents;
  uint8_t channel, is_credit, state, country, word;  // country 0: US; word 0: none
};

static char buffer[BUFFER];
static size_t used;

static void put(const char *text) {
  size_t length = strlen(text);
  memcpy(buffer + used, text, length);
  used += length;
}

static void put_number(uint64_t number, int width) {
  char digits[24];
  int count = 0;
  do digits[count++] = (char)('0' + number % 10); while (number /= 10);
  while (count < width) digits[count++] = '0';
  while (count > 0) buffer[used++] = digits[--count];
}

static void put_name(uint64_t hash) {
  put(given[hash & 15]);
  buffer[used++] = ' ';
  put(family[hash >> 4 & 15]);
}

// January to March 2026, by the clock of the account's state; those months have no change of clocks before 8 March,
// and the change is left out.
static void put_time(int64_t second, int zone) {
  static const int length[] = {31, 28, 31, 30};
  int64_t local = second + 86400 + zone * 3600;  // a day is added so that it stays positive west of Greenwich
  int day = (int)(local / 86400), month = 0, clock = (int)(local % 86400);
  while (month < 3 && day >= length[month]) day -= length[month++];
  put("2026-"); put_number((uint64_t)month + 1, 2);
  put("-"); put_number((uint64_t)day + 1, 2);
  put("T"); put_number((uint64_t)clock / 3600, 2);
  put(":"); put_number((uint64_t)clock / 60 % 60, 2);
  put(":"); put_number((uint64_t)clock % 60, 2);
  put(zone < 0 ? "-" : "+"); put_number((uint64_t)(zone < 0 ? -zone : zone), 2); put(":00");
}

static void put_memo(const struct row *row, uint64_t hash) {
  if (row->word) { put(loaded_words[row->word - 1]); return; }
  if (row->channel == CARD || row->channel == ATM || hash % 3 == 0) return;
  const char *first = memos[hash >> 8 & 7], *second = memos[hash >> 16 & 7];
  switch (hash >> 24 & 15) {
    case 0: put("\""); put(first); put(", ref "); put_number(hash >> 40 & 0xFFFF, 1); put("\""); break;
    case 1: put("\""); put(first); put(" \"\""); put(second); put("\"\"\""); break;
    default: put(first); put(" "); put_number(hash >> 32 & 0x3FF, 1);
  }
}

static void put_row(uint64_t number, const struct row *row) {
  uint64_t who = mixed(row->account), other = mixed(row->other + ((uint64_t)1 << 40)), hash = mixed(number);
  int home = (int)(who % 16), at = row->state == 255 ? home : row->state;
  int has_party = row->channel != CASH && row->channel != ATM;
  put("B"); put_number(number, 10); put(",");
  put_time(row->second, states[home].zone); put(",");
  put_number((uint64_t)row->cents / 100, 1); put("."); put_number((uint64_t)row->cents % 100, 2); put(",USD,");
  put(row->is_credit ? "credit," : "debit,");
  put(channel_names[row->channel]); put(",4");
  put_number(row->account, 9); put(",");
  put_name(who >> 8); put(",");
  put(states[at].code); put(","); put_number((uint64_t)states[at].zip + (at == home ? who % 90 : 0), 5); put(",");
  if (row->channel == CARD) {
    put(","); put(shops[other & 7]); put(","); put("US,"); put_number((uint64_t)shop_category[other & 7], 4);
  } else if (has_party) {
    put("9"); put_number(row->other, 9); put(","); put_name(other >> 8); put(",");
    put(row->country ? countries[row->country - 1] : "US"); put(",");
  } else {
    put(",,,");
  }
  put(",");
  put_memo(row, hash);
  put("\n");
  if (used > BUFFER - LINE_ROOM) { fwrite(buffer, 1, used, stdout); used = 0; }
}

// Ordinary life: few busy accounts and many quiet ones; small sums are commoner than large.
static void ordinary(struct row *row, uint32_t accounts) {
  uint32_t dice = below(1000), channel = 0;
  while (dice >= (uint32_t)channel_share[channel]) dice -= (uint32_t)channel_share[channel++];
  row->channel = (uint8_t)channel;
  row->account = (uint32_t)((uint64_t)below(accounts) * below(accounts) / accounts);
  row->is_credit = below(100) < (uint32_t)credit_percent[channel];
  row->other = below(3) ? row->account * 5 + below(8) : below(4000000);
  row->cents = 200 + below(4000) + (below(4) == 0 ? below(60000) : 0) + (below(40) == 0 ? below(700000) : 0);
  if (channel == ATM) row->cents = 2000 * (1 + below(20));
  row->state = channel == CASH && below(50) == 0 ? (uint8_t)below(16) : 255;
  row->country = channel == WIRE && below(8) == 0 ? (uint8_t)(1 + below(12)) : 0;
  row->word = channel != CARD && channel != ATM && below(5000) == 0 ? (uint8_t)(1 + below(6)) : 0;
}

// One burst of one account, of a kind that a rule looks for; its rows are close together in time.
static void burst(struct row *rows, uint32_t accounts, int64_t start) {
  uint32_t kind = below(5), account = below(accounts);
  for (int i = 0; i < BURST_LENGTH; i++) {
    struct row *row = &rows[i];
    *row = (struct row){.second = start + below(86400), .account = account, .other = below(4000000), .is_credit = 1, .state = 255};
    switch (kind) {
      case 0:  // cash below the reporting line
        row->channel = CASH; row->cents = 810000 + below(180000); break;
      case 1:  // cash in several states, then a wire
        row->channel = i < BURST_LENGTH - 1 ? CASH : WIRE; row->state = (uint8_t)below(16); row->cents = 120000 + below(300000);
        if (row->channel == WIRE) { row->is_credit = 0; row->second = start + 100000; row->cents = 2900000; }
        break;
      case 2:  // many small senders within a day
        row->channel = P2P; row->cents = 3000 + below(40000); break;
      case 3:  // gathered from several, wired along a corridor
        row->channel = i < BURST_LENGTH - 1 ? P2P : WIRE; row->cents = 50000 + below(90000);
        if (row->channel == WIRE) { row->is_credit = 0; row->second = start + 100000; row->country = (uint8_t)(1 + below(5)); }
        break;
      default: {  // small sums at night, by the account's own clock
        int zone = states[mixed(account) % 16].zone;
        row->channel = P2P; row->cents = 4000 + below(20000);
        row->second = start / 86400 * 86400 + (23 - zone + (i & 1)) * 3600 + below(3600) + (int64_t)i / 2 * 86400;
      }
    }
  }
}

static int by_time(const void *left, const void *right) {
  const struct row *a = left, *b = right;
  if (a->second != b->second) return a->second < b->second ? -1 : 1;
  return a->account != b->account ? (a->account < b->account ? -1 : 1) : (a->other > b->other) - (a->other < b->other);
}

int main(int count, char **arguments) {
  if (count < 2 || strtoull(arguments[1], NULL, 10) == 0) {
    fputs("usage: benchmark_export ROWS [SEED] > export.csv\n", stderr);
    return 2;
  }
  uint64_t rows = strtoull(arguments[1], NULL, 10);
  state = mixed(count > 2 ? strtoull(arguments[2], NULL, 10) : 1);
  uint32_t accounts = (uint32_t)(rows / ROWS_PER_ACCOUNT + 1);
  uint64_t planted = rows / BURST_SHARE / BURST_LENGTH * BURST_LENGTH;
  struct row *bursts = malloc((planted + 1) * sizeof *bursts);
  if (bursts == NULL) return 1;
  const int64_t span = (int64_t)DAYS * 86400;
  for (uint64_t i = 0; i < planted; i += BURST_LENGTH) burst(bursts + i, accounts, below((DAYS - 10) * 86400));
  qsort(bursts, planted, sizeof *bursts, by_time);

  put("txn_id,timestamp,amount,currency,direction,channel,account_id,customer_name,branch_state,branch_zip,"
      "counterparty_account,counterparty_name,counterparty_country,mcc,memo\n");
  uint64_t number = 0, next = 0, base = rows - planted;
  for (uint64_t i = 0; i < base; i++) {
    struct row row = {.second = (int64_t)((double)i / (double)base * (double)span)};
    while (next < planted && bursts[next].second <= row.second) put_row(++number, &bursts[next++]);
    ordinary(&row, accounts);
    put_row(++number, &row);
  }
  while (next < planted) put_row(++number, &bursts[next++]);
  fwrite(buffer, 1, used, stdout);
  return 0;
}
