// brake.h - stops searches within Xapian when their time is over, by a posting
// source; and what such sources share.
#ifndef STORE_BRAKE_H
#define STORE_BRAKE_H

#include <xapian.h>

// A posting source that knows how many documents it has, and does not score.
class counted_source : public Xapian::PostingSource
{
  protected:
    Xapian::doccount count = 0; // set by init()

  public:
    Xapian::doccount get_termfreq_min() const override
    {
        return count;
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return count;
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return count;
    }
};

// While it exists, searches of this thread whose query is braked look whether
// is_over(of), and throw search_stopped if so.  A null is_over is never over.
struct brake {
    bool (*is_over)(void *of);
    void *of;
    unsigned asked = 0;

    brake(bool (*is_over)(void *of), void *of);
    ~brake();
    brake(const brake &) = delete;
    brake &operator=(const brake &) = delete;
};

struct search_stopped {
};

// The same query, with the same scores, that can be stopped.
Xapian::Query query_braked(const Xapian::Query &q);

#endif
