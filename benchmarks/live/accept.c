// The rival of benchmarks/live/queue.sh: reads a queue of NFQUEUE and accepts every packet, looking at nothing but its id.
// It does what makes such a program fast: many packets a receive call, one verdict for all of them, whole packets that the
// kernel neither cuts nor sums (GSO), no answers asked for, a large buffer.
//   accept QUEUE [PACKETS A CALL]
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_queue.h>
#include <linux/netlink.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { SLOT = 65536 + 1344, MOST = 256 };

static struct {
  struct nlmsghdr header;
  struct nfgenmsg family;
  struct nlattr attribute;
  struct nfqnl_msg_verdict_hdr verdict;
} verdict;

static void add(char *message, uint16_t type, const void *value, uint16_t length) {
  struct nlmsghdr *header = (struct nlmsghdr *)message;
  struct nlattr *attribute = (struct nlattr *)(message + header->nlmsg_len);
  attribute->nla_len = NLA_HDRLEN + length;
  attribute->nla_type = type;
  memcpy(attribute + 1, value, length);
  header->nlmsg_len += NLA_HDRLEN + NLA_ALIGN(length);
}

static void add_number(char *message, uint16_t type, uint32_t value) {
  value = htonl(value);
  add(message, type, &value, sizeof value);
}

static void bind_queue(int socket, uint16_t queue) {
  char message[256] = {0};
  struct nlmsghdr *header = (struct nlmsghdr *)message;
  struct nfgenmsg *family = (struct nfgenmsg *)(header + 1);
  header->nlmsg_len = NLMSG_HDRLEN + sizeof *family;
  header->nlmsg_type = NFNL_SUBSYS_QUEUE << 8 | NFQNL_MSG_CONFIG;
  header->nlmsg_flags = NLM_F_REQUEST;
  family->res_id = htons(queue);
  struct nfqnl_msg_config_cmd command = {.command = NFQNL_CFG_CMD_BIND};
  struct nfqnl_msg_config_params copy = {.copy_mode = NFQNL_COPY_PACKET};
  add(message, NFQA_CFG_CMD, &command, sizeof command);
  add(message, NFQA_CFG_PARAMS, &copy, sizeof copy);
  add_number(message, NFQA_CFG_QUEUE_MAXLEN, 65536);
  add_number(message, NFQA_CFG_MASK, NFQA_CFG_F_GSO);
  add_number(message, NFQA_CFG_FLAGS, NFQA_CFG_F_GSO);
  if (send(socket, message, header->nlmsg_len, 0) < 0) { perror("bind"); exit(1); }
}

// The id of a packet message, in network order; 0 if it is none.
static uint32_t id_of(const char *message, unsigned length) {
  const struct nlmsghdr *header = (const struct nlmsghdr *)message;
  if (header->nlmsg_type != (NFNL_SUBSYS_QUEUE << 8 | NFQNL_MSG_PACKET)) return 0;
  for (unsigned at = NLMSG_HDRLEN + sizeof(struct nfgenmsg); at + NLA_HDRLEN <= length;) {
    const struct nlattr *attribute = (const struct nlattr *)(message + at);
    if (attribute->nla_type == NFQA_PACKET_HDR) return ((const struct nfqnl_msg_packet_hdr *)(attribute + 1))->packet_id;
    at += NLA_ALIGN(attribute->nla_len);
  }
  return 0;
}

int main(int count, char **arguments) {
  uint16_t queue = count > 1 ? atoi(arguments[1]) : 0;
  int batch = count > 2 ? atoi(arguments[2]) : 64;
  if (batch < 1 || batch > MOST) batch = MOST;
  int socket_ = socket(AF_NETLINK, SOCK_RAW, NETLINK_NETFILTER), one = 1, buffer = 8 << 20;
  struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
  if (socket_ < 0 || connect(socket_, (struct sockaddr *)&kernel, sizeof kernel) < 0) { perror("socket"); return 1; }
  setsockopt(socket_, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer);
  setsockopt(socket_, SOL_NETLINK, NETLINK_NO_ENOBUFS, &one, sizeof one);
  bind_queue(socket_, queue);

  static struct mmsghdr slots[MOST];
  static struct iovec vectors[MOST];
  char *bytes = malloc((size_t)batch * SLOT);
  for (int i = 0; i < batch; i++) {
    vectors[i] = (struct iovec){bytes + (size_t)i * SLOT, SLOT};
    slots[i].msg_hdr = (struct msghdr){.msg_iov = &vectors[i], .msg_iovlen = 1};
  }
  verdict.header = (struct nlmsghdr){sizeof verdict, NFNL_SUBSYS_QUEUE << 8 | NFQNL_MSG_VERDICT_BATCH, NLM_F_REQUEST, 0, 0};
  verdict.family.res_id = htons(queue);
  verdict.attribute = (struct nlattr){NLA_HDRLEN + sizeof verdict.verdict, NFQA_VERDICT_HDR};
  verdict.verdict.verdict = htonl(NF_ACCEPT);
  for (;;) {
    int received = recvmmsg(socket_, slots, batch, MSG_WAITFORONE, NULL);
    if (received < 0 && errno != EINTR) { perror("recvmmsg"); return 1; }
    uint32_t last = 0;
    for (int i = 0; i < received; i++) {
      uint32_t id = id_of(vectors[i].iov_base, slots[i].msg_len);
      if (id) last = id;
    }
    if (!last) continue;
    verdict.verdict.id = last;
    if (send(socket_, &verdict, sizeof verdict, 0) < 0) { perror("verdict"); return 1; }
  }
}
